"""The routes of the inner door."""

from shared.instruments.doors import faults, inventory, journal, problems, sandboxes, timers, traffic

__all__ = ["faults", "inventory", "journal", "problems", "sandboxes", "timers", "traffic"]
