"""Waiting until nothing of these journeys is on its way between services any more."""

from collections.abc import Sequence

from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller, first
from services.gateway.traces.rules.stillness import Waiting, in_flight, with_consumers
from shared.instruments.contract.journeys import SUMMARIES, Part
from shared.instruments.contract.said import Ids


async def settled(caller: Caller, peers: Peers, journeys: Sequence[str], seconds: float) -> bool:
    """Whether that came about within so many seconds; told by the services' feeds."""

    async def look() -> bool | None:
        return None if await still_moving(peers, journeys) else True

    return await first(caller, look, peers.behind, seconds) is True


async def still_moving(peers: Peers, journeys: Sequence[str]) -> list[Waiting]:
    """What is on its way, by journey. Raises UpstreamUnavailable."""
    answers = (await peers.ask_all(SUMMARIES, Ids(items=list(journeys)), names=peers.behind)).everybody()
    subscribers = await peers.subscribers()
    by_journey: dict[str, dict[str, Part]] = {journey: {} for journey in journeys}
    for name, answer in answers.items():
        for part in answer.items:
            by_journey[part.journey][name] = part
    return [waiting for parts in by_journey.values() for waiting in in_flight(with_consumers(parts, subscribers))]
