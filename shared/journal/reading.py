"""Reading the journal: what one service did, by journey or by event, and what belongs to no journey."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from shared.clock import from_micros
from shared.store.tables import journal

LONGEST = 20_000


def entries_of_journey(connection: Connection, sandbox: str, journey: str) -> list[dict[str, Any]]:
    """The journey's lines in the order they were written, at most `LONGEST`."""
    return _entries(connection, _of(sandbox).where(journal.c.journey == journey).order_by(journal.c.seq).limit(LONGEST))


def entries_of_events(connection: Connection, sandbox: str, events: Sequence[str]) -> list[dict[str, Any]]:
    """Everything noted about these events: emitted, sent, received, each attempt."""
    return _entries(connection, _of(sandbox).where(journal.c.event_id.in_(events)).order_by(journal.c.seq))


def entries_of_no_journey(connection: Connection, sandbox: str, before: int | None, limit: int) -> list[dict[str, Any]]:
    """Lines that belong to no journey (a login, a refused link), newest first, below the number `before`."""
    wanted = _of(sandbox).where(journal.c.journey.is_(None))
    wanted = wanted if before is None else wanted.where(journal.c.seq < before)
    return _entries(connection, wanted.order_by(journal.c.seq.desc()).limit(limit))


def _of(sandbox: str) -> Select[Any]:
    return select(journal).where(journal.c.sandbox == sandbox)


def _entries(connection: Connection, statement: Select[Any]) -> list[dict[str, Any]]:
    return [entry(row) for row in connection.execute(statement)]


def entry(row: Row[Any]) -> dict[str, Any]:
    """A line as other services are told it."""
    detail = json.loads(row.detail) if row.detail else {}
    return {
        "seq": row.seq,
        "journey": row.journey,
        "kind": row.kind,
        "name": row.name,
        "status": row.status,
        "at": from_micros(row.at).isoformat(),
        "recorded_at": from_micros(row.recorded_at).isoformat(),
        "event_id": row.event_id,
        "caused_by": row.caused_by,
        "attempt": row.attempt,
        "duration_ms": None if row.duration_us is None else row.duration_us / 1000,
        "error": detail.pop("error", None),
        "detail": detail,
    }
