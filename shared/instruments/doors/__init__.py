"""The routes of the inner door."""

from shared.instruments.doors import (
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

__all__ = ["faults", "hands", "inventory", "journal", "marks", "measured", "problems", "sandboxes", "timers", "traffic"]
