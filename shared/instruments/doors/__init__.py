"""The routes of the inner door."""

from shared.instruments.doors import inventory, journal, problems, sandboxes, timers, traffic

__all__ = ["inventory", "journal", "problems", "sandboxes", "timers", "traffic"]
