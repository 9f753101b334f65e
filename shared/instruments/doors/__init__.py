"""The routes of the inner door."""

from shared.instruments.doors import journal, problems, sandboxes, timers, traffic

__all__ = ["journal", "problems", "sandboxes", "timers", "traffic"]
