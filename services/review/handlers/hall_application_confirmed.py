"""hall.application.confirmed: a joint review was filed in the city."""

from services.review.actions.receive_filing import receive_filing
from shared.events.hall import ApplicationConfirmed
from shared.store import Unit


def handle(unit: Unit, event: ApplicationConfirmed) -> None:
    """Push it into the province."""
    receive_filing(unit, event)
