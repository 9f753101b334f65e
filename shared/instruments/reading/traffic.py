"""Events as the publisher recorded them, deliveries as the consumer kept them: keyset pages, newest first."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table, and_, select, tuple_

from shared.clock import from_micros, to_micros
from shared.events.base import addressed
from shared.inbox.handling import RETRY
from shared.instruments.contract.journal import CALLED
from shared.instruments.contract.traffic import DeliveriesAsked, EventsAsked, ReceivedEvent, RecordedEvent
from shared.journal.feed import end
from shared.journal.place import Place
from shared.store.tables import inbox, journal, outbox, sandboxes, timers

_EVENT = (outbox.c.id, outbox.c.type, outbox.c.journey, outbox.c.recorded_at, outbox.c.sent_at, outbox.c.attempts)
_DELIVERY = (
    inbox.c.event_id, inbox.c.type, inbox.c.journey, inbox.c.status, inbox.c.attempts, inbox.c.received_at,
    timers.c.due_at, inbox.c.last_error,
)  # fmt: skip


def _narrowed(asked: EventsAsked, statement: Select[Any], table: Table, key: Column[str]) -> Select[Any]:
    """`statement` with these conditions, newest first."""
    return statement.where(*_conditions(asked, table, key)).order_by(key.desc()).limit(asked.limit)


def _conditions(asked: EventsAsked, table: Table, key: Column[str]) -> Iterator[ColumnElement[bool]]:
    if asked.types:
        yield table.c.type.in_(asked.types) if len(asked.types) > 1 else table.c.type == asked.types[0]
    if asked.not_types:
        yield table.c.type.not_in(asked.not_types)
    if asked.journey is not None:
        yield table.c.journey == asked.journey
    if asked.before is not None:
        yield key < asked.before
    if asked.after is not None:
        yield key > asked.after


def _recorded(asked: EventsAsked) -> Iterator[ColumnElement[bool]]:
    """Of deliveries only their publishers know."""
    if asked.since is not None:
        yield outbox.c.recorded_at >= to_micros(asked.since)
    if asked.until is not None:
        yield outbox.c.recorded_at < to_micros(asked.until)


def events(connection: Connection, life: int, asked: EventsAsked) -> list[RecordedEvent]:
    """Recorded events, newest first; ids sort by the moment they were made."""
    statement = select(*_EVENT).where(outbox.c.life == life, *_recorded(asked))
    statement = statement.where(outbox.c.sent_at.is_(None)) if asked.unsent else statement
    return _events(connection, _narrowed(asked, statement, outbox, outbox.c.id))


def events_by_id(connection: Connection, life: int, ids: Sequence[str]) -> list[RecordedEvent]:
    """Those of these events that were recorded here."""
    return _events(connection, select(*_EVENT).where(outbox.c.life == life, outbox.c.id.in_(ids)))


def envelopes(connection: Connection, life: int, ids: Sequence[str]) -> list[dict[str, Any]]:
    """The envelopes of those that were recorded here, unmasked: the gateway masks what it shows."""
    wanted = select(outbox.c.body, sandboxes.c.name).join(sandboxes, sandboxes.c.life == outbox.c.life)
    rows = connection.execute(wanted.where(outbox.c.life == life, outbox.c.id.in_(ids)))
    return [dict(json.loads(addressed(row.body, row.name, life))) for row in rows]


def events_after(connection: Connection, life: int, place: Place, limit: int) -> tuple[Place, list[dict[str, Any]]]:
    """Envelopes of what was recorded after a place of the feed, in order, none left out and none twice; and how far
    this is."""
    last = end(connection)
    where = tuple_(journal.c.tx, journal.c.seq)
    recorded = (journal.c.life == life, journal.c.kind == "event", journal.c.status == "emitted")
    wanted = select(journal.c.tx, journal.c.seq, journal.c.event_id).where(
        *recorded, where > tuple_(*place), where <= tuple_(*last)
    )
    rows = connection.execute(wanted.order_by(journal.c.tx, journal.c.seq).limit(limit)).all()
    known = {one["id"]: one for one in envelopes(connection, life, [row.event_id for row in rows])}
    found = [known[row.event_id] for row in rows if row.event_id in known]
    return Place(rows[-1].tx, rows[-1].seq) if len(rows) == limit else max(place, last), found


def deliveries(connection: Connection, life: int, service: str, asked: DeliveriesAsked) -> list[ReceivedEvent]:
    """What came in here, newest event first."""
    kept = "retry" if asked.status == "retrying" else asked.status
    statement = _delivered(life).where(inbox.c.status == kept)
    return _deliveries(connection, service, _narrowed(asked, statement, inbox, inbox.c.event_id))


def deliveries_by_event(connection: Connection, life: int, service: str, ids: Sequence[str]) -> list[ReceivedEvent]:
    """Those of these events that came in here."""
    return _deliveries(connection, service, _delivered(life).where(inbox.c.event_id.in_(ids)))


def _delivered(life: int) -> Select[Any]:
    """With the moment of the next attempt, where there will be one."""
    same = (timers.c.life == inbox.c.life, timers.c.kind == RETRY, timers.c.key == inbox.c.event_id)
    return select(*_DELIVERY).select_from(inbox.outerjoin(timers, and_(*same))).where(inbox.c.life == life)


def _events(connection: Connection, statement: Select[Any]) -> list[RecordedEvent]:
    return [
        RecordedEvent(
            id=row.id,
            type=row.type,
            journey=row.journey,
            recorded_at=from_micros(row.recorded_at),
            sent=row.sent_at is not None,
            attempts=row.attempts,
        )
        for row in connection.execute(statement)
    ]


def _deliveries(connection: Connection, service: str, statement: Select[Any]) -> list[ReceivedEvent]:
    return [_delivery(row, service) for row in connection.execute(statement)]


def _delivery(row: Row[Any], service: str) -> ReceivedEvent:
    return ReceivedEvent(
        service=service,
        event_id=row.event_id,
        status=CALLED.get(row.status, row.status),
        attempts=row.attempts,
        received_at=from_micros(row.received_at),
        next_attempt_at=None if row.due_at is None else from_micros(row.due_at),
        last_error=row.last_error,
    )
