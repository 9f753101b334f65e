"""Wait until nothing is in flight in a sandbox."""

from dataclasses import dataclass, field

from services.gateway.instruments.idle.errors import IdleTimeout, IdleTimeoutByFaults
from services.gateway.peers.asking import HERE, Peers
from services.gateway.peers.watch import Caller, first
from services.gateway.traces.rules.stillness import Waiting, in_flight
from services.gateway.webhooks.outstanding import outstanding
from shared.instruments.contract.faults import FAULTS
from shared.instruments.contract.said import NOTHING
from shared.instruments.contract.traffic import PENDING, Pending


@dataclass(slots=True)
class Snapshot:
    """What each service counted; those that are away may hold anything."""

    counts: dict[str, Pending] = field(default_factory=dict)
    webhooks: int = 0
    unavailable: list[str] = field(default_factory=list)

    @property
    def waiting(self) -> list[Waiting]:
        untold = [Waiting(service=HERE, reason="webhook", count=self.webhooks)] if self.webhooks else []
        return in_flight(self.counts) + untold

    @property
    def still(self) -> bool:
        return not self.unavailable and not self.waiting


async def wait_for_idle(caller: Caller, peers: Peers, seconds: float) -> dict[str, int]:
    """How many events of each type there are by now. Raises IdleTimeout with what is still in flight."""
    last = Snapshot()

    async def look() -> Snapshot | None:
        """The services are not asked at one moment: what moved between two questions shows in the second round."""
        nonlocal last
        last = await _snapshot(caller, peers)
        while last.still:
            again = await _snapshot(caller, peers)
            if again == last:
                return last
            last = again
        return None

    if await first(caller, look, peers.behind, seconds) is None:
        raise _timeout(last, seconds, await _struck(peers))
    return {type_: count for counted in last.counts.values() for type_, count in counted.emitted.items()}


async def _snapshot(caller: Caller, peers: Peers) -> Snapshot:
    answers = await peers.ask_all(PENDING, NOTHING, names=peers.behind)
    return Snapshot(answers.by_service, await outstanding(caller.service.store, peers), answers.unavailable)


async def _struck(peers: Peers) -> list[str]:
    """The faults that have struck, or hold something: one of them may be why."""
    answers = await peers.ask_all(FAULTS, NOTHING)
    kept = [one for answer in answers.by_service.values() for one in answer.items]
    return sorted({one.fault.id for one in kept if one.fault.at != "http" and (one.holds or one.hits)})


def _timeout(last: Snapshot, seconds: float, faults: list[str]) -> IdleTimeout:
    pending = [one.model_dump(mode="json", exclude_none=True) for one in last.waiting]
    pending += [{"service": name, "reason": "unavailable", "count": 1} for name in last.unavailable]
    kind = IdleTimeoutByFaults if faults else IdleTimeout
    extra = {"pending": pending, **({"faults": faults} if faults else {})}
    return kind(timeout=f"{seconds:g}", count=len(pending), faults=", ".join(faults[:3]), extra=extra)
