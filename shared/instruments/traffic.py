"""Events as the publisher recorded them, deliveries as the consumer kept them: keyset pages, newest first."""

import json
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field
from sqlalchemy import Column, Connection, Row, Select, Table, and_, select

from shared.clock import from_micros
from shared.inbox.handling import RETRY
from shared.store.tables import inbox, outbox, timers

_EVENT = (outbox.c.id, outbox.c.type, outbox.c.journey, outbox.c.recorded_at, outbox.c.sent_at, outbox.c.attempts)
_DELIVERY = (
    inbox.c.event_id, inbox.c.type, inbox.c.journey, inbox.c.status, inbox.c.attempts, inbox.c.received_at,
    timers.c.due_at, inbox.c.last_error,
)  # fmt: skip
CALLED = {"retry": "retrying"}


class EventSearch(BaseModel):
    """Which events: of a type, of a journey, not sent yet, with ids between `after` and `before`."""

    type: str | None = None
    journey: str | None = None
    unsent: bool = False
    before: str | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)

    def narrow(self, statement: Select[Any], table: Table, key: Column[str]) -> Select[Any]:
        """`statement` with these conditions, newest first."""
        same = [table.c[name] == value for name in ("type", "journey") if (value := getattr(self, name)) is not None]
        older = [key < self.before] if self.before is not None else []
        newer = [key > self.after] if self.after is not None else []
        return statement.where(*same, *older, *newer).order_by(key.desc()).limit(self.limit)


def events(connection: Connection, sandbox: str, search: EventSearch) -> list[dict[str, Any]]:
    """Recorded events, newest first; ids sort by the moment they were made."""
    statement = select(*_EVENT).where(outbox.c.sandbox == sandbox)
    statement = statement.where(outbox.c.sent_at.is_(None)) if search.unsent else statement
    return _events(connection, search.narrow(statement, outbox, outbox.c.id))


def events_by_id(connection: Connection, sandbox: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Those of these events that were recorded here."""
    return _events(connection, select(*_EVENT).where(outbox.c.sandbox == sandbox, outbox.c.id.in_(ids)))


def envelope(connection: Connection, sandbox: str, event_id: str) -> dict[str, Any] | None:
    """The envelope of an event recorded here, unmasked: the gateway masks what it shows."""
    body = connection.execute(
        select(outbox.c.body).where(outbox.c.sandbox == sandbox, outbox.c.id == event_id)
    ).scalar()
    return None if body is None else dict(json.loads(body))


class DeliverySearch(EventSearch):
    """Which deliveries: those that are now in this state."""

    status: Literal["handled", "retrying", "dead"]


def deliveries(connection: Connection, sandbox: str, search: DeliverySearch) -> list[dict[str, Any]]:
    """What came in here, newest event first."""
    kept = "retry" if search.status == "retrying" else search.status
    statement = _delivered(sandbox).where(inbox.c.status == kept)
    return _deliveries(connection, search.narrow(statement, inbox, inbox.c.event_id))


def deliveries_by_event(connection: Connection, sandbox: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Those of these events that came in here."""
    return _deliveries(connection, _delivered(sandbox).where(inbox.c.event_id.in_(ids)))


def _delivered(sandbox: str) -> Select[Any]:
    """With the moment of the next attempt, where there will be one."""
    same = (timers.c.sandbox == inbox.c.sandbox, timers.c.kind == RETRY, timers.c.key == inbox.c.event_id)
    return select(*_DELIVERY).select_from(inbox.outerjoin(timers, and_(*same))).where(inbox.c.sandbox == sandbox)


def _events(connection: Connection, statement: Select[Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.id,
            "type": row.type,
            "journey": row.journey,
            "recorded_at": from_micros(row.recorded_at).isoformat(),
            "sent": row.sent_at is not None,
            "attempts": row.attempts,
        }
        for row in connection.execute(statement)
    ]


def _deliveries(connection: Connection, statement: Select[Any]) -> list[dict[str, Any]]:
    return [_delivery(row) for row in connection.execute(statement)]


def _delivery(row: Row[Any]) -> dict[str, Any]:
    return {
        "event_id": row.event_id,
        "type": row.type,
        "journey": row.journey,
        "status": CALLED.get(row.status, row.status),
        "attempts": row.attempts,
        "received_at": from_micros(row.received_at).isoformat(),
        "next_attempt_at": None if row.due_at is None else from_micros(row.due_at).isoformat(),
        "last_error": row.last_error,
    }
