"""The published language (发布语言): every event that there is."""

from shared.events import hall, review, sms
from shared.events.base import TYPES, Event

OF = (hall, review, sms)
"""Whose events they are: loading a module makes its events known."""


def event_types() -> dict[str, type[Event]]:
    """Every event by its type."""
    return dict(sorted(TYPES.items()))
