"""hall.application.withdrawn: a filing was withdrawn in the city."""

from services.review.actions.withdraw_filing import withdraw_filing
from shared.events.hall import ApplicationWithdrawn
from shared.store import Transaction


def handle(tx: Transaction, event: ApplicationWithdrawn) -> None:
    """Take it back here, too."""
    withdraw_filing(tx, event)
