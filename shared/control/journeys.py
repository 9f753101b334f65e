"""Which journeys a service took part in, and how far each is: for lists, without reading every line."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from shared.clock import from_micros
from shared.control.pending import OF_JOURNEY
from shared.store.tables import journal


def journey_ids(connection: Connection, sandbox: str, before: str | None, q: str | None, limit: int) -> list[str]:
    """Ids below `before`, newest first, of journeys where `q` stands in the id, a step's name or its details."""
    wanted = select(journal.c.journey).where(journal.c.sandbox == sandbox, journal.c.journey.is_not(None))
    if before is not None:
        wanted = wanted.where(journal.c.journey < before)
    if q:
        wanted = wanted.where(_mentions(q))
    return list(connection.scalars(wanted.distinct().order_by(journal.c.journey.desc()).limit(limit)))


def _mentions(q: str) -> ColumnElement[bool]:
    columns = (journal.c.journey, journal.c.name, journal.c.status, journal.c.detail)
    return or_(*(column.icontains(q, autoescape=True) for column in columns))


def summaries(connection: Connection, sandbox: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    """For each journey known here: when it moved, its last state, and its events' counts as `pending` gives them."""
    here = (journal.c.sandbox == sandbox, journal.c.journey.in_(ids))
    spans = select(
        journal.c.journey, func.min(journal.c.at), func.max(journal.c.at), func.count(), func.max(journal.c.recorded_at)
    ).where(*here).group_by(journal.c.journey)  # fmt: skip
    states = _last_states(connection, *here)
    return [
        {
            "journey": journey,
            "started_at": from_micros(first).isoformat(),
            "moved_at": from_micros(last).isoformat(),
            "lines": lines,
            "state": states.get(journey),
            **OF_JOURNEY.of(connection, sandbox=sandbox, journey=journey),
        }
        for journey, first, last, lines, _ in connection.execute(spans)
    ]


def _last_states(connection: Connection, *here: ColumnElement[bool]) -> dict[str, dict[str, str]]:
    newest = select(func.max(journal.c.seq)).where(*here, journal.c.kind == "state").group_by(journal.c.journey)
    columns = (journal.c.journey, journal.c.name, journal.c.status, journal.c.recorded_at)
    rows = connection.execute(select(*columns).where(journal.c.seq.in_(newest)))
    return {
        row.journey: {"name": row.name, "status": row.status, "at": from_micros(row.recorded_at).isoformat()}
        for row in rows
    }
