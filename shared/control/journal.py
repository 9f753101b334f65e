"""Reading the journal: what one service did, by journey or by event."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from shared.clock import from_micros
from shared.store.prepared import Prepared
from shared.store.tables import journal

LONGEST = 5_000

_NEWEST = Prepared(
    select(journal.c.seq).where(journal.c.sandbox == bindparam("here")).order_by(journal.c.seq.desc()).limit(1)
)


def entries_of_journey(connection: Connection, sandbox: str, journey: str) -> list[dict[str, Any]]:
    """The journey's lines in the order they were written, at most `LONGEST`."""
    return _entries(connection, journal.c.journey == journey, journal.c.sandbox == sandbox)


def entries_of_events(connection: Connection, sandbox: str, events: Sequence[str]) -> list[dict[str, Any]]:
    """Everything noted about these events: emitted, sent, received, each attempt."""
    return _entries(connection, journal.c.event_id.in_(events), journal.c.sandbox == sandbox)


def newest_seq(connection: Connection, sandbox: str) -> int:
    """The number of the sandbox's last line, 0 for none: it differs whenever something happened."""
    found = _NEWEST.run(connection, {"here": sandbox})
    return found[0].seq if found else 0


def _entries(connection: Connection, *conditions: Any) -> list[dict[str, Any]]:
    statement = select(journal).where(*conditions).order_by(journal.c.seq).limit(LONGEST)
    return [_entry(row) for row in connection.execute(statement)]


def _entry(row: Row[Any]) -> dict[str, Any]:
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
