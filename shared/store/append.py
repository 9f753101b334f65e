"""Inserting any number of rows at once, or changing them: on PostgreSQL as one statement, an array for each column."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json
from sqlalchemy import JSON, Connection, Dialect, Table

from shared.store.prepared import Convert, converted
from shared.store.rows import Sandboxed
from shared.store.statement import table_of


class Append:
    """Rows of some columns, as the driver takes them.

    Of rows with the same `once` (a unique key) the first stays; `then` says how a later one changes it, by column.
    """

    def __init__(
        self, table: Table, columns: Sequence[str], once: Sequence[str] = (), then: Mapping[str, str] | None = None
    ) -> None:
        self._table = table
        self._columns = columns
        self._end = _on_conflict(once, then or {})
        self._texts: dict[str, str] = {}
        self._kinds: Sequence[str] = ()

    def run(self, connection: Connection, rows: Sequence[Sequence[Any]]) -> None:
        """Append rows in the running transaction."""
        if not rows:
            return
        sql = self.statement(connection.dialect)
        driver: Any = connection.connection.dbapi_connection
        if isinstance(driver, sqlite3.Connection):
            driver.executemany(sql, rows)
        else:
            driver.execute(sql, self.values(rows), prepare=True)

    def statement(self, dialect: Dialect) -> str:
        """For the driver, to be run with `values`."""
        return self._texts.get(dialect.name) or self._text(dialect)

    def values(self, rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
        """The columns of rows as PostgreSQL's statement takes them."""
        return as_arrays(self._kinds, rows) if rows else [[] for _ in self._kinds]

    def _text(self, dialect: Dialect) -> str:
        source = f"VALUES ({', '.join('?' for _ in self._columns)})"
        if dialect.name != "sqlite":
            self._kinds = [self._table.c[name].type.compile(dialect) for name in self._columns]
            source = f"SELECT * FROM {unnested(self._kinds)}"
        names = ", ".join(dialect.identifier_preparer.quote(name) for name in self._columns)
        text = self._texts[dialect.name] = f"INSERT INTO {self._table.name} ({names}) {source}{self._end}"
        return text


def _on_conflict(once: Sequence[str], then: Mapping[str, str]) -> str:
    if not once:
        return ""
    change = f"UPDATE SET {', '.join(f'{name} = {value}' for name, value in then.items())}" if then else "NOTHING"
    return f" ON CONFLICT ({', '.join(once)}) DO {change}"


class Rows:
    """Rows of a service's own table, in Python's values, for `Transaction.later`; columns not given stay empty."""

    LIFE = "life"

    def __init__(self, row: type[Sandboxed]) -> None:
        table = table_of(row)
        self._columns = [column.name for column in table.columns]
        self._table = table
        self._append = Append(table, self._columns)
        self._converters: dict[str, Sequence[Convert | None]] = {}

    def sent_all(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Append rows in the running transaction."""
        dialect = connection.dialect
        converters = self._converters.get(dialect.name)
        if converters is None:
            converters = self._converters[dialect.name] = [_converter(c.type, dialect) for c in self._table.columns]
        kinds = list(zip(self._columns, converters, strict=True))
        self._append.run(connection, [
            [converted(values.get(name), convert) for name, convert in kinds] for values in rows
        ])  # fmt: skip


def unnested(kinds: Sequence[str]) -> str:
    """PostgreSQL's rows of arrays."""
    return f"unnest({', '.join(f'%s::{kind}[]' for kind in kinds)})"


def as_arrays(kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The columns of rows, for `unnested`."""
    from shared.store.postgres.arrays import ARRAYS  # the driver, which SQLite does without

    return [ARRAYS[kind](column) for kind, column in zip(kinds, zip(*rows, strict=True), strict=True)]


def _converter(kind: Any, dialect: Dialect) -> Convert | None:
    if isinstance(kind, JSON):
        return json_text
    convert: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return convert


def json_text(value: Any) -> str:
    """pydantic's, which takes a third of the standard library's time for a form."""
    return to_json(value).decode()
