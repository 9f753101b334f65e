"""Core statements for business code that everybody waits for: each names its life, or is refused when it is made."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Alias,
    BinaryExpression,
    BindParameter,
    Column,
    ColumnElement,
    FromClause,
    Table,
    bindparam,
    insert,
)
from sqlalchemy.sql import visitors

from shared.store.prepared import Prepared
from shared.store.rows import Sandboxed

HERE = "here"


class Unfiltered(TypeError):
    """A statement would see other sandboxes' rows."""


def table_of(row: type[Sandboxed]) -> Table:
    """The Core table of a row class."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


def here(table: Any) -> ColumnElement[bool]:
    """Only the rows of the transaction's life of its sandbox; the transaction fills it in."""
    condition: ColumnElement[bool] = table.c.life == bindparam(HERE)
    return condition


class Statement(Prepared):
    """A prepared statement of the hot path: a select, update or delete of a service's own tables.

    Each table must stand in a `here(…)`; the transaction fills in its sandbox there.

    Raises Unfiltered.
    """

    LIFE = HERE

    def __init__(self, statement: Any) -> None:
        parts = list(visitors.iterate(statement))
        filtered = set(_filtered(parts))
        forgotten = sorted({table.name for table in _tables(parts) if table not in filtered})
        if forgotten:
            raise Unfiltered(f"no `here(…)` for {', '.join(forgotten)} in: {statement}")
        super().__init__(statement)


class Insertion(Prepared):
    """An insert of one row of a service's own table; the transaction fills in its sandbox."""

    LIFE = "life"

    def __init__(self, row: type[Sandboxed]) -> None:
        super().__init__(insert(table_of(row)))


def _filtered(parts: list[Any]) -> Iterator[FromClause]:
    for part in parts:
        if isinstance(part, BinaryExpression) and isinstance(part.right, BindParameter) and part.right.key == HERE:
            yield part.left.table


def _tables(parts: list[Any]) -> Iterator[Any]:
    for part in parts:
        table = part.table if isinstance(part, Column) else part
        if isinstance(table, (Table, Alias)) and "life" in table.c:
            yield table
