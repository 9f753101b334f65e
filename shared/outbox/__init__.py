"""The outbox: what units recorded is sent in order, sooner or later, and marked when the transport confirmed it."""

from shared.outbox.lease import Always, Lease
from shared.outbox.relay import Relay

__all__ = ["Always", "Lease", "Relay"]
