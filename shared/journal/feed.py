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

_ORDER = (journal.c.tx, journal.c.seq)
_HORIZON: ColumnElement[int] = literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
_BELOW_WATERMARK = journal.c.tx < _HORIZON


class _Statements:
    """What is asked of the feed in one kind of database; `readable` are all lines below the watermark, `after` those
    after a place."""

    def __init__(self, readable: Sequence[ColumnElement[bool]], after: Sequence[ColumnElement[bool]]) -> None:
        self.end = Prepared(select(*_ORDER).where(*readable).order_by(*(column.desc() for column in _ORDER)).limit(1))
        lines = select(journal).where(journal.c.life == bindparam("here"), *readable, *after)
        lines = lines.order_by(*_ORDER).limit(bindparam("most"))
        self.lines = Prepared(lines)
        self.lines_of_one = Prepared(lines.where(journal.c.journey == bindparam("journey")))
        up_to = tuple_(*_ORDER) <= tuple_(bindparam("last_tx"), bindparam("last_seq"))
        moved = select(journal.c.life).where(*readable, *after, up_to)
        self.moved = Prepared(select(sandboxes.c.name).where(sandboxes.c.life.in_(moved)))


_STATEMENTS = {
    "sqlite": _Statements([], [journal.c.tx == 0, journal.c.seq > bindparam("seq")]),
    "postgresql": _Statements([_BELOW_WATERMARK], [tuple_(*_ORDER) > tuple_(bindparam("tx"), bindparam("seq"))]),
}


def end(connection: Connection) -> Place:
    """The place of the last line of any sandbox."""
    found = _STATEMENTS[connection.dialect.name].end.run(connection, {})
    return Place(*found[0]) if found else Place()


def lines_after(
    connection: Connection, life: int, place: Place, limit: int, journey: str | None = None
) -> Sequence[Any]:
    """The sandbox's next lines, or those of one journey, in order, each with its place (`tx`, `seq`)."""
    here = {"here": life, "tx": place.tx, "seq": place.seq, "most": limit}
    statements = _STATEMENTS[connection.dialect.name]
    if journey is None:
        return statements.lines.run(connection, here)
    return statements.lines_of_one.run(connection, {**here, "journey": journey})


def moved_after(connection: Connection, place: Place) -> tuple[Place, set[str]]:
    """The end of the feed, and which sandboxes have lines between `place` and that."""
    last = end(connection)
    if last <= place:
        return place, set()
    between = {"tx": place.tx, "seq": place.seq, "last_tx": last.tx, "last_seq": last.seq}
    return last, {row.name for row in _STATEMENTS[connection.dialect.name].moved.run(connection, between)}
