"""The feed: a service's journal in an order in which no line ever appears before a place that was already read.

Line numbers alone are no such order on PostgreSQL: they are given before the commit, and a transaction that began
earlier may commit later. So a place is (transaction, line), and reading ends at the watermark: the oldest transaction
that is still open. SQLite has one writer, so there the transaction is always 0.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, select, tuple_

from shared.journal.place import Place
from shared.store.prepared import Prepared
from shared.store.tables import journal, sandboxes


def _below_watermark(dialect: str) -> list[Any]:
    horizon: ColumnElement[int] = literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return [journal.c.tx < horizon] if dialect == "postgresql" else []


_ORDER = (journal.c.tx, journal.c.seq)
_HERE = journal.c.life == bindparam("here")
_NEWEST = {
    dialect: Prepared(
        select(*_ORDER).where(_HERE, *_below_watermark(dialect)).order_by(*(c.desc() for c in _ORDER)).limit(1)
    )
    for dialect in ("sqlite", "postgresql")
}  # fmt: skip
_END = {
    dialect: Prepared(select(*_ORDER).where(*_below_watermark(dialect)).order_by(*(c.desc() for c in _ORDER)).limit(1))
    for dialect in ("sqlite", "postgresql")
}


def _after(dialect: str) -> list[Any]:
    if dialect == "sqlite":
        return [journal.c.tx == 0, journal.c.seq > bindparam("seq")]
    return [tuple_(*_ORDER) > tuple_(bindparam("tx"), bindparam("seq")), *_below_watermark(dialect)]


def _lines(dialect: str, *which: Any) -> Prepared:
    statement = select(journal).where(_HERE, *which, *_after(dialect))
    return Prepared(statement.order_by(*_ORDER).limit(bindparam("most")))


_LINES = {dialect: _lines(dialect) for dialect in ("sqlite", "postgresql")}
_LINES_OF_ONE = {
    dialect: _lines(dialect, journal.c.journey == bindparam("journey")) for dialect in ("sqlite", "postgresql")
}
_UP_TO = tuple_(*_ORDER) <= tuple_(bindparam("last_tx"), bindparam("last_seq"))
_MOVED = {
    dialect: Prepared(
        select(sandboxes.c.name).where(sandboxes.c.life.in_(select(journal.c.life).where(*_after(dialect), _UP_TO)))
    )
    for dialect in ("sqlite", "postgresql")
}


def newest(connection: Connection, life: int) -> Place:
    """The place of the sandbox's last line: it differs whenever something happened."""
    found = _NEWEST[connection.dialect.name].run(connection, {"here": life})
    return Place(*found[0]) if found else Place()


def end(connection: Connection) -> Place:
    """The place of the last line of any sandbox."""
    found = _END[connection.dialect.name].run(connection, {})
    return Place(*found[0]) if found else Place()


def lines_after(
    connection: Connection, life: int, place: Place, limit: int, journey: str | None = None
) -> Sequence[Any]:
    """The sandbox's next lines, or those of one journey, in order, each with its place (`tx`, `seq`)."""
    here = {"here": life, "tx": place.tx, "seq": place.seq, "most": limit}
    if journey is None:
        return _LINES[connection.dialect.name].run(connection, here)
    return _LINES_OF_ONE[connection.dialect.name].run(connection, {**here, "journey": journey})


def moved_after(connection: Connection, place: Place) -> tuple[Place, set[str]]:
    """The end of the feed, and which sandboxes have lines between `place` and that."""
    last = end(connection)
    if last <= place:
        return place, set()
    between = {"tx": place.tx, "seq": place.seq, "last_tx": last.tx, "last_seq": last.seq}
    return last, {row.name for row in _MOVED[connection.dialect.name].run(connection, between)}
