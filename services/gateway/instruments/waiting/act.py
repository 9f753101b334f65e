"""Wait for an event: as soon as it happened, or at once if it did; if not in time, say what did happen."""

from typing import Any

from services.gateway.instruments.waiting.errors import WaitTimeout
from services.gateway.instruments.waiting.stopping import stuck, where_it_stopped
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller, first
from services.gateway.traces.lookups.collect_trace import collect_trace
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.lookups.find_events import EventPage, EventSearch, find_events, judged
from services.gateway.traces.rules.event import SeenEnvelope, SeenEvent, publisher_of
from services.gateway.traces.rules.event_status import EventStatus, reached
from services.gateway.traces.rules.step import Trace
from shared.context import current
from shared.instruments.contract.traffic import EventsAsked
from shared.instruments.questions import EVENTS

CANDIDATES = 100


async def wait_for_event(caller: Caller, peers: Peers, search: EventSearch, after: str | None,
                         seconds: float) -> SeenEnvelope:  # fmt: skip
    """The newest event that matches, or the first one after the event `after`. Raises WaitTimeout."""
    status: EventStatus = search.status or "emitted"
    publishers = [publisher_of(search.type)] if search.type else list(peers.behind)

    async def look() -> SeenEvent | None:
        candidates = await _candidates(peers, search, after, publishers, alone=status == "emitted")
        matching = [event for event in candidates if reached(event.status, status)]
        return matching[-1 if after else 0] if matching else None

    concerned = publishers if status in ("emitted", "published") else peers.behind
    found = await first(caller, look, concerned, seconds)
    if found is None:
        raise await _timeout(peers, search, status, seconds)
    return await describe_event(peers, found.id)


async def _candidates(peers: Peers, search: EventSearch, after: str | None, publishers: list[str],
                      *, alone: bool) -> list[SeenEvent]:  # fmt: skip
    """Newest first; `alone` spares asking the consumers when it is enough that the event was recorded."""
    query = EventsAsked(type=search.type, journey=search.journey, after=after, limit=CANDIDATES)
    answers = await peers.ask_all(EVENTS, names=publishers, query=query)
    rows = sorted((row for answer in answers.by_service.values() for row in answer.items), key=lambda row: row.id)
    if alone:
        sandbox = current().sandbox
        return [
            SeenEvent(**row.model_dump(exclude={"sent"}), sandbox=sandbox, publisher=publisher_of(row.type),
                      status="emitted", deliveries=[])
            for row in reversed(rows)
        ]  # fmt: skip
    return (await judged(peers, rows[::-1])).events


async def _timeout(peers: Peers, search: EventSearch, status: EventStatus, seconds: float) -> WaitTimeout:
    trace = (await collect_trace(peers, search.journey))[0] if search.journey else None
    events = await find_events(peers, EventSearch(journey=search.journey), None, CANDIDATES)
    return WaitTimeout(
        timeout=f"{seconds:g}",
        what=f"{'事件 ' + search.type if search.type else '任一事件'}（{status}）",
        what_en=f"{search.type or 'any event'} ({status})",
        stopped=where_it_stopped(trace.steps if trace else [], events.events),
        extra=_extra(trace, events),
    )


def _extra(trace: Trace | None, events: EventPage) -> dict[str, Any]:
    return {
        "steps": [step.model_dump(mode="json", by_alias=True) for step in trace.steps] if trace else [],
        "events": [event.model_dump(mode="json") for event in events.events],
        "pending": [event.model_dump(mode="json") for event in stuck(events.events)],
        "unavailable": sorted({*events.unavailable, *(trace.unavailable if trace else [])}),
    }
