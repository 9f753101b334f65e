"""Wait for what becomes of an event that somebody had a hand in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller, first
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.rules.became import Outcome, Stood, altogether, became, stood
from services.gateway.traces.rules.event import SeenEnvelope


@dataclass(frozen=True, slots=True)
class Seen:
    """The event as it is now, and what became of its deliveries."""

    event: SeenEnvelope
    outcomes: dict[str, Outcome]

    @property
    def outcome(self) -> Outcome:
        """Of all of them."""
        return altogether(self.outcomes, sent=self.event.status != "emitted")


def standing(event: SeenEnvelope) -> dict[str, Stood]:
    """How its deliveries stand, by consumer."""
    return {one.consumer: stood(one, one.duplicates) for one in event.deliveries}


async def outcome_of(
    caller: Caller, peers: Peers, event_id: str, before: Mapping[str, Stood], of: Collection[str] | None,
    seconds: float,
) -> Seen:  # fmt: skip
    """As soon as none of these consumers, or none at all, is waited for; after `seconds`, however it is then."""
    last: Seen | None = None

    async def look() -> Seen | None:
        nonlocal last
        last = _seen(await describe_event(peers, event_id), before, of)
        return None if last.outcome == "waiting" else last

    found = await first(caller, look, peers.behind, seconds)
    return found or last or _seen(await describe_event(peers, event_id), before, of)


def _seen(event: SeenEnvelope, before: Mapping[str, Stood], of: Collection[str] | None) -> Seen:
    now = {name: one for name, one in standing(event).items() if of is None or name in of}
    return Seen(event, {name: became(before.get(name, Stood()), one) for name, one in now.items()})
