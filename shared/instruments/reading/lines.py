"""Reading the journal: what one service did, by journey, by event, or in no journey; and what was kept of requests."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select, tuple_

from shared.clock import from_micros, to_micros
from shared.instruments.contract.exchanges import LineKept
from shared.instruments.contract.journal import Line, RequestsAsked
from shared.journal.place import Place
from shared.journal.told import unpacked
from shared.store.tables import exchanges, journal

LONGEST = 20_000


def lines_of_journey(connection: Connection, life: int, service: str, journey: str) -> list[Line]:
    """The journey's lines in the order they were written, at most `LONGEST`."""
    return _lines(
        connection, service, _of(life).where(journal.c.journey == journey).order_by(journal.c.seq).limit(LONGEST)
    )


def lines_of_journeys(connection: Connection, life: int, service: str, journeys: Sequence[str]) -> list[Line]:
    """The same of several: all their lines, in the order they were written."""
    return _lines(connection, service, _of(life).where(journal.c.journey.in_(journeys)).order_by(journal.c.seq))


def lines_of_events(connection: Connection, life: int, service: str, events: Sequence[str]) -> list[Line]:
    """Everything noted about these events: emitted, sent, received, each attempt."""
    return _lines(connection, service, _of(life).where(journal.c.event_id.in_(events)).order_by(journal.c.seq))


def _conditions(asked: RequestsAsked) -> Iterator[ColumnElement[bool]]:
    if asked.journey is not None:
        yield journal.c.journey.is_(None) if asked.journey == "none" else journal.c.journey == asked.journey
    if asked.status is not None:
        yield journal.c.status == asked.status
    if asked.path is not None:
        yield journal.c.name.like("% " + _pattern(asked.path), escape="/")
    if asked.since is not None:
        yield journal.c.recorded_at >= to_micros(asked.since)
    if asked.before is not None:
        yield tuple_(journal.c.tx, journal.c.seq) < tuple_(*Place.of(asked.before))


def requests(connection: Connection, life: int, service: str, asked: RequestsAsked) -> list[Line]:
    """Requests as the gateway noted them, newest first; also those that belong to no journey."""
    # What a fault did to one is a line of its own, shown where it is asked for.
    kind = (journal.c.kind == "request", *(() if asked.status == "faulted" else (journal.c.status != "faulted",)))
    statement = _of(life).where(*kind, *_conditions(asked))
    return _lines(connection, service, statement.order_by(journal.c.tx.desc(), journal.c.seq.desc()).limit(asked.limit))


def exchanges_by_id(connection: Connection, life: int, service: str, ids: Sequence[str]) -> list[LineKept]:
    """Requests by their ids, with what was kept of them."""
    kept = {
        row.id: json.loads(unpacked(row.told))
        for row in connection.execute(select(exchanges).where(exchanges.c.life == life, exchanges.c.id.in_(ids)))
    }
    lines = lines_of_events(connection, life, service, ids)
    return [LineKept(line=line, kept=kept.get(line.event_id or "")) for line in lines if line.kind == "request"]


def _pattern(path: str) -> str:
    escaped = path.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return escaped.replace("*", "%")


def _of(life: int) -> Select[Any]:
    return select(journal).where(journal.c.life == life)


def _lines(connection: Connection, service: str, statement: Select[Any]) -> list[Line]:
    return [line_of(row, service) for row in connection.execute(statement)]


def line_of(row: Any, service: str) -> Line:
    """A row of the journal, or what has its columns, as other services are told it."""
    detail = json.loads(row.detail) if row.detail else {}
    return Line(
        tx=row.tx,
        seq=row.seq,
        service=service,
        journey=row.journey,
        kind=row.kind,
        name=row.name,
        status=row.status,
        at=from_micros(row.at),
        recorded_at=from_micros(row.recorded_at),
        event_id=row.event_id,
        caused_by=row.caused_by,
        attempt=row.attempt,
        duration_ms=None if row.duration_us is None else row.duration_us / 1000,
        error=detail.pop("error", None),
        detail=detail,
    )
