"""Bring a review from one state into the next, with its line in the journal (lifecycle.toml)."""

from services.review.lookups.standing import require_move
from services.review.rules.lifecycle import Party, after
from services.review.tables import Project
from shared.store import Transaction


def move_project(tx: Transaction, project: Project, move: str, by: Party, **detail: str | None) -> None:
    """Take the move, and note the new state in the journal; raises ProjectClosed where it is not possible."""
    require_move(project, move, by)
    project.status = after(project.status, move, by) or project.status
    tx.state("project", project.status, project_id=project.id, **detail)
