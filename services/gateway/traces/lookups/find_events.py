"""Find events and what became of them, across all publishers and consumers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.gateway.peers.asking import Answers, Peers
from services.gateway.traces.rules.event import SeenEvent, newest_first, publisher_of, seen
from services.gateway.traces.rules.event_status import EventStatus
from shared.context import current
from shared.instruments.contract.said import Ids
from shared.instruments.contract.traffic import DeliveriesAsked, EventsAsked, ReceivedEvent, RecordedEvent, Traffic
from shared.instruments.questions import DELIVERIES, EVENTS, EVENTS_BY_ID

BATCH = 200
MOST_BATCHES = 20
"""A page looked for by status gives up after this many events, with a cursor to go on from."""


@dataclass(slots=True)
class EventPage:
    """A page: `before` is the id to go on from, None at the end."""

    events: list[SeenEvent] = field(default_factory=list)
    before: str | None = None
    unavailable: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class EventSearch:
    """Which events."""

    type: str | None = None
    journey: str | None = None
    status: EventStatus | None = None


async def find_events(peers: Peers, search: EventSearch, before: str | None, limit: int) -> EventPage:
    """Newest first. For `emitted`, `retrying` or `dead` only such rows are read; else batches are sifted."""
    page = EventPage(before=before)
    for _ in range(MOST_BATCHES):
        batch = await _batch(peers, search, page.before, BATCH if search.status else limit)
        page.unavailable = sorted({*page.unavailable, *batch.unavailable})
        for event in batch.events:
            if len(page.events) == limit:
                return page
            page.before = event.id
            if search.status in (None, event.status):
                page.events.append(event)
        page.before = batch.before
        if batch.before is None or len(page.events) == limit:
            break
    return page


async def _batch(peers: Peers, search: EventSearch, before: str | None, size: int) -> EventPage:
    if search.status in ("retrying", "dead"):
        kept = DeliveriesAsked(
            type=search.type, journey=search.journey, before=before, limit=size + 1, status=search.status
        )
        return await _by_delivery(peers, kept, size)
    unsent = search.status == "emitted"
    query = EventsAsked(type=search.type, journey=search.journey, before=before, limit=size + 1, unsent=unsent)
    names = [publisher_of(search.type)] if search.type else peers.behind
    answers = await peers.ask_all(EVENTS, names=names, query=query)
    rows = newest_first(answer.items for answer in answers.by_service.values())
    page = await judged(peers, rows[:size])
    page.unavailable = sorted({*page.unavailable, *answers.unavailable})
    page.before = rows[size - 1].id if len(rows) > size else None
    return page


async def _by_delivery(peers: Peers, query: DeliveriesAsked, size: int) -> EventPage:
    answers = await peers.ask_all(DELIVERIES, names=peers.behind, query=query)
    newest = sorted({row.event_id for answer in answers.by_service.values() for row in answer.items}, reverse=True)
    page = await events_by_id(peers, newest[:size])
    page.unavailable = sorted({*page.unavailable, *answers.unavailable})
    page.before = newest[size - 1] if len(newest) > size else None
    return page


async def events_by_id(peers: Peers, ids: Sequence[str]) -> EventPage:
    """These events, newest first, as far as their publishers can be asked."""
    answers = await _lookup(peers, ids)
    rows = newest_first(answer.events for answer in answers.by_service.values())
    return await _seen(peers, rows, answers)


async def judged(peers: Peers, rows: Sequence[RecordedEvent]) -> EventPage:
    """What became of these events at their consumers."""
    if not rows:
        return EventPage()
    return await _seen(peers, rows, await _lookup(peers, [row.id for row in rows]))


async def _lookup(peers: Peers, ids: Sequence[str]) -> Answers[Traffic]:
    return await peers.ask_all(EVENTS_BY_ID, names=peers.behind, body=Ids(items=list(ids)))


async def _seen(peers: Peers, rows: Iterable[RecordedEvent], answers: Answers[Traffic]) -> EventPage:
    received = [row for answer in answers.by_service.values() for row in answer.deliveries]
    subscribers, sandbox = await peers.subscribers(), current().sandbox
    by_event: dict[str, list[ReceivedEvent]] = {}
    for row in received:
        by_event.setdefault(row.event_id, []).append(row)
    events = [seen(sandbox, row, by_event.get(row.id, ()), subscribers) for row in rows]
    return EventPage(events, unavailable=answers.unavailable)
