"""The outbox: recorded events are sent in order, sooner or later, and marked when the transport confirmed."""

from shared.outbox.lease import Always, Lease
from shared.outbox.relay import Relay

__all__ = ["Always", "Lease", "Relay"]
