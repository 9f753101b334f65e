"""review.project.submitted: the application is in review."""

from services.hall.actions.start_review import start_review
from shared.events.review import ProjectSubmitted
from shared.store import Transaction


def handle(tx: Transaction, event: ProjectSubmitted) -> None:
    """See `start_review`."""
    start_review(tx, event.application_id, event.agency_name)
