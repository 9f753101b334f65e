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
class Found:
    """A page: `before` is the id to go on from, None at the end."""

    events: list[SeenEvent] = field(default_factory=list)
    before: str | None = None
    unavailable: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events."""

    type: str | None = None
    journey: str | None = None
    status: EventStatus | None = None


async def find_events(peers: Peers, wanted: Wanted, before: str | None, limit: int) -> Found:
    """Newest first. For `emitted`, `retrying` or `dead` only such rows are read; else batches are sifted."""
    page = Found(before=before)
    for _ in range(MOST_BATCHES):
        batch = await _batch(peers, wanted, page.before, BATCH if wanted.status else limit)
        page.unavailable = sorted({*page.unavailable, *batch.unavailable})
        for event in batch.events:
            if len(page.events) == limit:
                return page
            page.before = event.id
            if wanted.status in (None, event.status):
                page.events.append(event)
        page.before = batch.before
        if batch.before is None or len(page.events) == limit:
            break
    return page


async def _batch(peers: Peers, wanted: Wanted, before: str | None, size: int) -> Found:
    query = {"type": wanted.type, "journey": wanted.journey, "before": before, "limit": size + 1}
    if wanted.status in ("retrying", "dead"):
        return await _by_delivery(peers, query | {"status": wanted.status}, size)
    if wanted.status == "emitted":
        query["unsent"] = "true"
    names = [publisher_of(wanted.type)] if wanted.type else peers.behind
    answers = await peers.ask_all("GET", "/internal/events", names=names, query=query)
    rows = newest_first([Recorded(**row) for row in said["items"]] for said in answers.said.values())
    page = await judged(peers, rows[:size])
    page.unavailable = sorted({*page.unavailable, *answers.unavailable})
    page.before = rows[size - 1].id if len(rows) > size else None
    return page


async def _by_delivery(peers: Peers, query: dict[str, Any], size: int) -> Found:
    answers = await peers.ask_all("GET", "/internal/deliveries", names=peers.behind, query=query)
    newest = sorted({row["event_id"] for said in answers.said.values() for row in said["items"]}, reverse=True)
    page = await events_by_id(peers, newest[:size])
    page.unavailable = sorted({*page.unavailable, *answers.unavailable})
    page.before = newest[size - 1] if len(newest) > size else None
    return page


async def events_by_id(peers: Peers, ids: Sequence[str]) -> Found:
    """These events, newest first, as far as their publishers can be asked."""
    answers = await _lookup(peers, ids)
    rows = newest_first([Recorded(**row) for row in said["events"]] for said in answers.said.values())
    return await _seen(peers, rows, answers)


async def judged(peers: Peers, rows: Sequence[Recorded]) -> Found:
    """What became of these events at their consumers."""
    if not rows:
        return Found()
    return await _seen(peers, rows, await _lookup(peers, [row.id for row in rows]))


async def _lookup(peers: Peers, ids: Sequence[str]) -> Answers:
    return await peers.ask_all("POST", "/internal/events/lookup", names=peers.behind, body={"ids": list(ids)})


async def _seen(peers: Peers, rows: Iterable[Recorded], answers: Answers) -> Found:
    received = [Received(service=name, **row) for name, said in answers.said.items() for row in said["deliveries"]]
    subscribers, sandbox = await peers.subscribers(), current().sandbox
    by_event: dict[str, list[Received]] = {}
    for row in received:
        by_event.setdefault(row.event_id, []).append(row)
    events = [seen(sandbox, row, by_event.get(row.id, ()), subscribers) for row in rows]
    return Found(events, unavailable=answers.unavailable)
