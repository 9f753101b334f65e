"""hall.application.confirmed: a joint review was filed in the city."""

from services.review.actions.receive_filing import receive_filing
from shared.events.hall import ApplicationConfirmed
from shared.store import Transaction


def handle(tx: Transaction, event: ApplicationConfirmed) -> None:
    """Push it into the province."""
    receive_filing(tx, event)
