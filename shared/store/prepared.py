"""Statements for the hot path: compiled once or written by hand, and run by the bare driver.

SQLAlchemy's own execution takes ten times what SQLite does for one row. What fails raises the driver's own error; both
stores know those.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Table

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """`converted_in` and `converted_out` name the few values that the driver knows in another kind than Python."""

    sql: str
    parameters: Sequence[str]
    positional: bool
    constants: Mapping[str, Any]
    row: Callable[..., Any]
    returns: bool
    converted_in: Sequence[tuple[str, Convert]]
    converted_out: Sequence[tuple[int, Convert]]

    def bound(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them."""
        bound = {**self.constants, **values}
        _convert(bound, self.converted_in)
        return [bound[name] for name in self.parameters] if self.positional else bound

    def shown(self, row: Sequence[Any]) -> Any:
        """A row of the driver's with Python's values, the columns as attributes."""
        if not self.converted_out:
            return self.row(*row)
        cells = list(row)
        _convert(cells, self.converted_out)
        return self.row(*cells)


class Prepared:
    """A Core statement that never changes; compiled anew for each dialect and set of values it is run with."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self.reads: bool = statement.is_select
        self._kinds: dict[tuple[str, ...], _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """Execute in the running transaction; rows have the columns as attributes."""
        key = (connection.dialect.name, *values)
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = self._compiled(connection.dialect, tuple(values))
        rows = _run(connection, kind.sql, kind.bound(values), kind.returns)
        return [kind.shown(row) for row in rows]

    def _compiled(self, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=list(names))
        converters = compiled._bind_processors
        constants = {name: value for name, value in compiled.params.items() if name not in names}
        columns: Sequence[Any] = self._statement.selected_columns if self.reads else self._statement._returning
        results = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        parameters = compiled.positiontup or (*constants, *names)
        return _Compiled(
            sql=compiled.string,
            parameters=parameters,
            positional=dialect.positional,
            constants=constants,
            row=namedtuple("row", [column.key for column in columns]),
            returns=bool(columns),
            converted_in=[(name, converters[name]) for name in set(parameters) if converters.get(name)],
            converted_out=[(number, convert) for number, convert in enumerate(results) if convert],
        )


class Append:
    """An insert of rows with these columns, in the driver's own values.

    Of rows with the same `once` (a unique key) the first stays; `then` says how a later one changes it, by column.
    """

    def __init__(
        self, table: Table, columns: Sequence[str], once: Sequence[str] = (), then: Mapping[str, str] | None = None
    ) -> None:
        into, signs = f"{table.name} ({', '.join(columns)})", ", ".join("?" for _ in columns)
        self._sql = for_both(f"INSERT INTO {into} VALUES ({signs}){_on_conflict(once, then or {})}")

    def run(self, connection: Connection, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows in the running transaction, in this order."""
        driver: Any = connection.connection.dbapi_connection
        driver.cursor().executemany(self._sql[connection.dialect.name], rows)


def _on_conflict(once: Sequence[str], then: Mapping[str, str]) -> str:
    if not once:
        return ""
    change = f"UPDATE SET {', '.join(f'{name} = {value}' for name, value in then.items())}" if then else "NOTHING"
    return f" ON CONFLICT ({', '.join(once)}) DO {change}"


def for_both(sql: str) -> Mapping[str, str]:
    """What `run_sql` runs, from one text with `?` where a value goes."""
    return {"sqlite": sql, "postgresql": sql.replace("?", "%s")}


def run_sql(
    connection: Connection, sql: Mapping[str, str], values: Sequence[Any], *, returns: bool = True
) -> Sequence[Any]:
    """Run SQL written by hand, one text a dialect; `returns` tells whether it is one that gives rows."""
    return _run(connection, sql[connection.dialect.name], values, returns)


def _run(connection: Connection, sql: str, values: Any, returns: bool) -> Sequence[Any]:
    driver: Any = connection.connection.dbapi_connection
    if isinstance(driver, sqlite3.Connection):
        return driver.execute(sql, values).fetchall()
    cursor = driver.execute(sql, values, prepare=True)
    rows: Sequence[Any] = cursor.fetchall() if returns else ()
    return rows


def _convert(values: Any, converters: Sequence[tuple[Any, Convert]]) -> None:
    """Between the driver's kind of value and Python's; nothing stays nothing."""
    for at, convert in converters:
        if values[at] is not None:
            values[at] = convert(values[at])
