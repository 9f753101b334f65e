"""A Core statement for the hot path: on SQLite it is compiled once and run by the bare driver.

SQLAlchemy's own execution takes ten times what SQLite does for one row. On PostgreSQL, where the round trip counts, the
statement is executed as usual.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    parameters: Sequence[tuple[str, Convert | None]]
    results: Sequence[Convert | None]
    row: Callable[..., Any]


class Prepared:
    """A statement that never changes; one kind of it for each set of values it is run with."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._kinds: dict[tuple[str, ...], _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """Execute in the running transaction; rows have the columns as attributes."""
        if connection.dialect.name != "sqlite":
            result = connection.execute(self._statement, values)
            return result.all() if result.returns_rows else ()
        kind = self._kinds.get(tuple(values)) or self._compile(connection.dialect, tuple(values))
        driver = connection.connection.dbapi_connection
        assert isinstance(driver, sqlite3.Connection)
        bound = [values[name] if convert is None else convert(values[name]) for name, convert in kind.parameters]
        rows = _rows(driver, kind.sql, bound, connection.dialect)
        return [kind.row(*map(_converted, row, kind.results)) for row in rows]

    def _compile(self, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=list(names))
        converters = compiled._bind_processors
        columns = getattr(self._statement, "selected_columns", ())
        self._kinds[names] = kind = _Compiled(
            compiled.string,
            [(name, converters.get(name)) for name in compiled.positiontup],
            [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns],
            namedtuple("row", [column.key for column in columns]),
        )
        return kind


def run_sql(connection: Connection, sql: Mapping[str, str], values: Sequence[Any]) -> Sequence[Any]:
    """The same for SQL written by hand, one text a dialect."""
    if connection.dialect.name != "sqlite":
        result = connection.exec_driver_sql(sql[connection.dialect.name], tuple(values))
        return result.all() if result.returns_rows else ()
    driver = connection.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)
    return _rows(driver, sql["sqlite"], values, connection.dialect)


def _rows(driver: sqlite3.Connection, sql: str, values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    try:
        return driver.execute(sql, values).fetchall()
    except sqlite3.Error as error:
        raise _as_sqlalchemy_would(sql, error, dialect) from error


def _converted(value: Any, convert: Convert | None) -> Any:
    return value if convert is None else convert(value)


def _as_sqlalchemy_would(sql: str, error: sqlite3.Error, dialect: Dialect) -> Exception:
    wrapped: Exception = DBAPIError.instance(sql, None, error, sqlite3.Error, hide_parameters=True, dialect=dialect)
    return wrapped
