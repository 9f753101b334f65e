"""The published language (发布语言): every event that there is."""

from shared.events import hall, review, sms
from shared.events.base import TYPES, Event

MODULES = (hall, review, sms)
"""Those with events: to load one makes its events known."""


def event_types() -> dict[str, type[Event]]:
    """Every event by its type."""
    return dict(sorted(TYPES.items()))
