"""The outbox: events are written here in the transaction that causes them, sent in order, and marked as sent."""

from shared.outbox.relay import Always, Lease, Relay

__all__ = ["Always", "Lease", "Relay"]
