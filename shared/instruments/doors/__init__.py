"""The routes of the inner door."""

from shared.instruments.doors import journal, sandboxes, timers, traffic

__all__ = ["journal", "sandboxes", "timers", "traffic"]
