"""Find events and what became of them, across all publishers and consumers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.gateway.peers.asking import Answers, Peers
from services.gateway.traces.rules.event import Received, Recorded, SeenEvent, newest_first, publisher_of, seen
from services.gateway.traces.rules.event_status import EventStatus
from shared.context import current

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
    query = {"type": search.type, "journey": search.journey, "before": before, "limit": size + 1}
    if search.status in ("retrying", "dead"):
        return await _by_delivery(peers, query | {"status": search.status}, size)
    if search.status == "emitted":
        query["unsent"] = "true"
    names = [publisher_of(search.type)] if search.type else peers.behind
    answers = await peers.ask_all("GET", "/internal/events", names=names, query=query)
    rows = newest_first([Recorded(**row) for row in body["items"]] for body in answers.by_service.values())
    page = await judged(peers, rows[:size])
    page.unavailable = sorted({*page.unavailable, *answers.unavailable})
    page.before = rows[size - 1].id if len(rows) > size else None
    return page


async def _by_delivery(peers: Peers, query: dict[str, Any], size: int) -> EventPage:
    answers = await peers.ask_all("GET", "/internal/deliveries", names=peers.behind, query=query)
    newest = sorted({row["event_id"] for body in answers.by_service.values() for row in body["items"]}, reverse=True)
    page = await events_by_id(peers, newest[:size])
    page.unavailable = sorted({*page.unavailable, *answers.unavailable})
    page.before = newest[size - 1] if len(newest) > size else None
    return page


async def events_by_id(peers: Peers, ids: Sequence[str]) -> EventPage:
    """These events, newest first, as far as their publishers can be asked."""
    answers = await _lookup(peers, ids)
    rows = newest_first([Recorded(**row) for row in body["events"]] for body in answers.by_service.values())
    return await _seen(peers, rows, answers)


async def judged(peers: Peers, rows: Sequence[Recorded]) -> EventPage:
    """What became of these events at their consumers."""
    if not rows:
        return EventPage()
    return await _seen(peers, rows, await _lookup(peers, [row.id for row in rows]))


async def _lookup(peers: Peers, ids: Sequence[str]) -> Answers:
    return await peers.ask_all("POST", "/internal/events/lookup", names=peers.behind, body={"ids": list(ids)})


async def _seen(peers: Peers, rows: Iterable[Recorded], answers: Answers) -> EventPage:
    received = [
        Received(service=name, **row) for name, body in answers.by_service.items() for row in body["deliveries"]
    ]
    subscribers, sandbox = await peers.subscribers(), current().sandbox
    by_event: dict[str, list[Received]] = {}
    for row in received:
        by_event.setdefault(row.event_id, []).append(row)
    events = [seen(sandbox, row, by_event.get(row.id, ()), subscribers) for row in rows]
    return EventPage(events, unavailable=answers.unavailable)
