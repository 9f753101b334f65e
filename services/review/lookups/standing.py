"""What the state of a review does not allow (lifecycle.toml)."""

from services.review.errors import CLOSED, ProjectClosed
from services.review.rules.lifecycle import Party, after, is_absent, is_closed, refusal_of
from services.review.tables import Project


def require_move(project: Project, move: str, by: Party) -> None:
    """Whether this party can take the move now; raises ProjectClosed."""
    if after(project.status, move, by) is None:
        raise refusal(project, move)


def require_open(project: Project, part: str) -> None:
    """Whether this part can be changed now; raises ProjectClosed."""
    if is_closed(project.status, part):
        raise refusal(project)


def require_there(project: Project, part: str) -> None:
    """Whether this part is there to be looked at; raises ProjectClosed."""
    if is_absent(project.status, part):
        raise refusal(project)


def refusal(project: Project, move: str | None = None) -> ProjectClosed:
    """What is answered instead."""
    return CLOSED[refusal_of(project.status, move)](project=project.id)
