"""Find events and what became of them, across all publishers and consumers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.gateway.peers.asking import Answers, Peers
from services.gateway.traces.lookups.find_envelopes import holding
from services.gateway.traces.rules.event import SeenEvent, newest_first, publisher_of, seen
from services.gateway.traces.rules.event_status import EventStatus
from services.gateway.traces.rules.where import Where
from shared.context import current
from shared.instruments.contract.said import Ids
from shared.instruments.contract.traffic import (
    DELIVERIES,
    EVENTS,
    EVENTS_BY_ID,
    DeliveriesAsked,
    EventsAsked,
    ReceivedEvent,
    RecordedEvent,
    Traffic,
)

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
    """Which events: of these `types` and none of `not_types`, that `service` published and `consumer` has to handle, in
    a status, recorded (real time) at `since` or later and before `until`, in whose envelopes all of `where` holds.
    """

    types: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    journey: str | None = None
    status: EventStatus | None = None
    service: str | None = None
    consumer: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    where: tuple[Where, ...] = ()

    @property
    def sifts(self) -> bool:
        """Whether not every event that is read will do."""
        return bool(self.status or self.consumer or self.where)

    def publishers(self, behind: Sequence[str]) -> list[str]:
        """Who may have recorded one."""
        named = {publisher_of(one) for one in self.types} or set(behind)
        return [name for name in behind if name in named and self.service in (None, name)]

    def takes(self, event: SeenEvent) -> bool:
        """Whether this one is wanted, told without its envelope."""
        return (
            self.status in (None, event.status)
            and self.service in (None, event.publisher)
            and (self.consumer is None or any(one.consumer == self.consumer for one in event.deliveries))
            and (self.since is None or event.recorded_at >= self.since)
            and (self.until is None or event.recorded_at < self.until)
        )


async def find_events(peers: Peers, search: EventSearch, before: str | None, limit: int) -> EventPage:
    """Newest first. For `emitted`, `retrying` or `dead` only such rows are read; else batches are sifted.

    Raises UpstreamUnavailable where `where` asks for the envelopes of a publisher that is away.
    """
    page = EventPage(before=before)
    for _ in range(MOST_BATCHES):
        batch = await _batch(peers, search, page.before, BATCH if search.sifts else limit)
        page.unavailable = sorted({*page.unavailable, *batch.unavailable})
        wanted = await holding(peers, [event for event in batch.events if search.takes(event)], search.where)
        for event in batch.events:
            if len(page.events) == limit:
                return page
            page.before = event.id
            if event in wanted:
                page.events.append(event)
        page.before = batch.before
        if batch.before is None or len(page.events) == limit:
            break
    return page


async def _batch(peers: Peers, search: EventSearch, before: str | None, size: int) -> EventPage:
    asked = EventsAsked(
        types=list(search.types), not_types=list(search.not_types), journey=search.journey, before=before,
        limit=size + 1, unsent=search.status == "emitted", since=search.since, until=search.until,
    )  # fmt: skip
    if search.status in ("retrying", "dead"):
        kept = DeliveriesAsked(**asked.model_dump(), status=search.status)
        return await _by_delivery(peers, kept, search.consumer, size)
    answers = await peers.ask_all(EVENTS, asked, names=search.publishers(peers.behind))
    rows = newest_first(answer.items for answer in answers.by_service.values())
    page = await judged(peers, rows[:size])
    page.unavailable = sorted({*page.unavailable, *answers.unavailable})
    page.before = rows[size - 1].id if len(rows) > size else None
    return page


async def _by_delivery(peers: Peers, query: DeliveriesAsked, consumer: str | None, size: int) -> EventPage:
    names = [name for name in peers.behind if consumer in (None, name)]
    answers = await peers.ask_all(DELIVERIES, query, names=names)
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
    return await peers.ask_all(EVENTS_BY_ID, Ids(items=list(ids)), names=peers.behind)


async def _seen(peers: Peers, rows: Iterable[RecordedEvent], answers: Answers[Traffic]) -> EventPage:
    received = [row for answer in answers.by_service.values() for row in answer.deliveries]
    subscribers, sandbox = await peers.subscribers(), current().sandbox
    by_event: dict[str, list[ReceivedEvent]] = {}
    for row in received:
        by_event.setdefault(row.event_id, []).append(row)
    events = [seen(sandbox, row, by_event.get(row.id, ()), subscribers) for row in rows]
    return EventPage(events, unavailable=answers.unavailable)
