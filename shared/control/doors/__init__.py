"""The routes of the inner door."""

from shared.control.doors import journal, sandboxes, traffic

__all__ = ["journal", "sandboxes", "traffic"]
