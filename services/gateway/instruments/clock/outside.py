"""While a clock moves, programs outside are told of what falls due; one that hangs does not hold the clock."""

from dataclasses import dataclass
from time import monotonic

from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller, first
from services.gateway.webhooks.outstanding import outstanding


@dataclass(slots=True)
class Outside:
    """`left` seconds that all stops of a move together wait for receivers."""

    left: float

    async def told(self, caller: Caller, peers: Peers) -> None:
        """Return once each was sent what is to be sent now, or when the time is up."""
        began = monotonic()

        async def look() -> bool | None:
            return None if await outstanding(caller.service.store, peers) else True

        await first(caller, look, (), self.left)
        self.left = max(self.left - (monotonic() - began), 0.0)
