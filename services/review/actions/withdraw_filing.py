"""A filing was withdrawn in the city's hall: so is its review here, and no other."""

from sqlmodel import select

from services.review.actions.steps.move import move_project
from services.review.rules.lifecycle import after
from services.review.tables import Filing, Project
from shared.events.hall import ApplicationWithdrawn
from shared.inbox import TryAgain
from shared.store import Transaction


def withdraw_filing(tx: Transaction, withdrawn: ApplicationWithdrawn) -> None:
    """Withdraw the review of this filing, once, wherever it stands."""
    found = tx.exec(select(Filing.id).where(Filing.application_id == withdrawn.application_id)).first()
    if found is None:
        raise TryAgain("the filing that was withdrawn has not arrived yet")
    project = tx.locked(Project, found)
    if project is not None and after(project.status, "withdraw", "city") is not None:
        move_project(tx, project, "withdraw", "city")
