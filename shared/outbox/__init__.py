"""The outbox: events are written here in the transaction that causes them, sent in order, and marked as sent."""

from shared.outbox.lease import Always, Lease
from shared.outbox.relay import Relay

__all__ = ["Always", "Lease", "Relay"]
