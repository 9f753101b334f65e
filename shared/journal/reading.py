"""Reading the journal: what one service did, by journey or by event, and what belongs to no journey."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Connection, Row, Select, select

from shared.clock import from_micros, to_micros
from shared.store.tables import journal

LONGEST = 20_000


def entries_of_journey(connection: Connection, sandbox: str, journey: str) -> list[dict[str, Any]]:
    """The journey's lines in the order they were written, at most `LONGEST`."""
    return _entries(connection, _of(sandbox).where(journal.c.journey == journey).order_by(journal.c.seq).limit(LONGEST))


def entries_of_journeys(connection: Connection, sandbox: str, journeys: Sequence[str]) -> list[dict[str, Any]]:
    """The same of several: all their lines, in the order they were written."""
    return _entries(connection, _of(sandbox).where(journal.c.journey.in_(journeys)).order_by(journal.c.seq))


def entries_of_events(connection: Connection, sandbox: str, events: Sequence[str]) -> list[dict[str, Any]]:
    """Everything noted about these events: emitted, sent, received, each attempt."""
    return _entries(connection, _of(sandbox).where(journal.c.event_id.in_(events)).order_by(journal.c.seq))


class RequestSearch(BaseModel):
    """Which requests: of a journey, or of none (`none`); with this status; whose path is like this (`*` for anything);
    since a moment of real time; older than the line `before`."""

    journey: str | None = None
    status: str | None = None
    path: str | None = None
    since: datetime | None = None
    before: int | None = None
    limit: int = Field(default=50, ge=1, le=500)

    def conditions(self) -> list[Any]:
        """For the journal."""
        found: list[Any] = []
        if self.journey is not None:
            found.append(journal.c.journey.is_(None) if self.journey == "none" else journal.c.journey == self.journey)
        if self.status is not None:
            found.append(journal.c.status == self.status)
        if self.path is not None:
            found.append(journal.c.name.like("% " + _pattern(self.path), escape="/"))
        if self.since is not None:
            found.append(journal.c.recorded_at >= to_micros(self.since))
        if self.before is not None:
            found.append(journal.c.seq < self.before)
        return found


def requests(connection: Connection, sandbox: str, wanted: RequestSearch) -> list[dict[str, Any]]:
    """Requests as the gateway noted them, newest first; also those that belong to no journey."""
    statement = _of(sandbox).where(journal.c.kind == "request", *wanted.conditions())
    return _entries(connection, statement.order_by(journal.c.tx.desc(), journal.c.seq.desc()).limit(wanted.limit))


def _pattern(path: str) -> str:
    escaped = path.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return escaped.replace("*", "%")


def _of(sandbox: str) -> Select[Any]:
    return select(journal).where(journal.c.sandbox == sandbox)


def _entries(connection: Connection, statement: Select[Any]) -> list[dict[str, Any]]:
    return [entry(row) for row in connection.execute(statement)]


def entry(row: Row[Any]) -> dict[str, Any]:
    """A line as other services are told it."""
    detail = json.loads(row.detail) if row.detail else {}
    return {
        "tx": row.tx,
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
