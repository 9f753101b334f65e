"""The routes of the inner door."""

from shared.instruments.doors import (
    carrying,
    faults,
    hands,
    inventory,
    journal,
    marks,
    measured,
    problems,
    sandboxes,
    timers,
    traffic,
)

__all__ = [
    "carrying",
    "faults",
    "hands",
    "inventory",
    "journal",
    "marks",
    "measured",
    "problems",
    "sandboxes",
    "timers",
    "traffic",
]
