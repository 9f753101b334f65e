"""Ask all services how a sandbox is, and compare what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.gateway.instruments.state.judging import (
    PUSHED,
    TEXTED,
    Finding,
    Step,
    lacking,
    nothing_waits,
    once_each,
    unknown,
)
from services.gateway.instruments.state.show import Invariant, State
from services.gateway.peers.asking import Peers
from services.gateway.traces.lookups.find_events import EventSearch, find_events
from services.gateway.traces.rules.stillness import in_flight, with_consumers
from shared.clock import from_micros, real_micros
from shared.context import current
from shared.instruments.contract.journeys import SUMMARIES, Part
from shared.instruments.contract.said import NOTHING, Ids
from shared.instruments.contract.state import INVENTORY, MILESTONES, Milestones, WaitingSince
from shared.instruments.contract.traffic import PENDING

LONGEST_SECONDS = 60.0
LOOKED_AT = 2_000
PAGE = 200
ROAD = ("hall", "review", "sms")


@dataclass(frozen=True, slots=True)
class _Road:
    """How far journeys came in each service that could be asked."""

    by_service: Mapping[str, Milestones]

    def reached(self, service: str) -> Mapping[str, int] | None:
        found = self.by_service.get(service)
        return None if found is None else found.reached

    def count(self, service: str) -> int | None:
        reached = self.reached(service)
        return None if reached is None else len(reached)


async def read_state(peers: Peers) -> State:
    """As far as the services can be asked."""
    inventory = await peers.ask_all(INVENTORY, NOTHING)
    first = await _road(peers)
    late = await _late(peers, {name: body.waiting_since for name, body in inventory.by_service.items()})
    moving = await _under_way(peers, first)
    road = await _road(peers)  # once more: what was under way between two questions has arrived by now
    findings = [
        _between(PUSHED, first, road, "hall", "review", moving),
        _between(TEXTED, first, road, "review", "sms", moving),
        unknown(late.name, inventory.unavailable) if inventory.unavailable and late.holds else late,
    ]
    texts = road.by_service.get("sms")
    return State(
        sandbox=current().sandbox,
        confirmed=road.count("hall"),
        pushed=road.count("review"),
        texted=road.count("sms"),
        texts_failed=None if texts is None else len(texts.failed),
        invariants=[_shown(finding) for finding in findings],
        tables={name: body.tables for name, body in sorted(inventory.by_service.items())},
        unavailable=inventory.unavailable,
    )


async def _road(peers: Peers) -> _Road:
    answers = await peers.ask_all(MILESTONES, NOTHING, names=ROAD)
    return _Road(answers.by_service)


def _between(step: Step, first: _Road, now: _Road, here: str, there: str, moving: set[str]) -> Finding:
    """Of those that were here at the first look: whatever came since may not have got there yet."""
    before, after = first.reached(here), now.reached(there)
    if before is None or after is None:
        return unknown(step.name, [name for name, known in ((here, before), (there, after)) if known is None])
    return once_each(step, before, after, moving)


async def _under_way(peers: Peers, road: _Road) -> set[str]:
    """Of the journeys that are not where they should be, those that something is still in flight of."""
    pairs = [(road.reached(here), road.reached(there)) for here, there in (ROAD[:2], ROAD[1:])]
    missing = sorted({journey for before, after in pairs for journey in lacking(before or (), after or {})})
    if not missing:
        return set()
    asked, unasked = missing[:LOOKED_AT], missing[LOOKED_AT:]  # so many are more likely busy than lost
    answers = await peers.ask_all(SUMMARIES, Ids(items=asked), names=peers.behind)
    subscribers = await peers.subscribers()
    parts: dict[str, dict[str, Part]] = {}
    for name, body in answers.by_service.items():
        for part in body.items:
            parts.setdefault(part.journey, {})[name] = part
    return {*unasked, *(journey for journey, known in parts.items() if in_flight(with_consumers(known, subscribers)))}


async def _late(peers: Peers, since: Mapping[str, WaitingSince]) -> Finding:
    now = real_micros()
    ages = {
        name: (now - min(moments)) / 1_000_000
        for name, waiting in since.items()
        if (moments := [moment for moment in (waiting.unsent, waiting.retrying) if moment is not None])
    }
    return nothing_waits(ages, LONGEST_SECONDS, await _undelivered(peers, now))


async def _undelivered(peers: Peers, now: int) -> Sequence[str]:
    """Journeys of events that were sent a minute ago and that a subscriber has not received: a broker has them."""
    counts = (await peers.ask_all(PENDING, NOTHING, names=peers.behind)).by_service
    types = sorted({one.type for one in in_flight(counts) if one.reason == "undelivered" and one.type})
    old = from_micros(now - round(LONGEST_SECONDS * 1_000_000))
    found = [await find_events(peers, EventSearch(types=(type_,), status="published"), None, PAGE) for type_ in types]
    return sorted({event.journey for page in found for event in page.events if event.recorded_at < old})


def _shown(finding: Finding) -> Invariant:
    detail = finding.detail(current().language)
    return Invariant(name=finding.name, holds=finding.holds, detail=detail, broken=list(finding.broken))
