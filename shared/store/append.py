"""Inserting many rows at once into tables of the store's own."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table


class Append:
    """An insert of rows with these columns, in the driver's own values.

    Of rows with the same `once` (a unique key) the first stays; `then` says how a later one changes it, by column.
    """

    def __init__(
        self, table: Table, columns: Sequence[str], once: Sequence[str] = (), then: Mapping[str, str] | None = None
    ) -> None:
        self._into = f"INSERT INTO {table.name} ({', '.join(columns)})"
        self._columns = columns
        self._conflict = _on_conflict(once, then or {})

    def run(self, connection: Connection, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows in the running transaction, in this order."""
        driver: Any = connection.connection.dbapi_connection
        sign = "?" if isinstance(driver, sqlite3.Connection) else "%s"
        signs = ", ".join(sign for _ in self._columns)
        driver.cursor().executemany(f"{self._into} VALUES ({signs}){self._conflict}", rows)


def _on_conflict(once: Sequence[str], then: Mapping[str, str]) -> str:
    if not once:
        return ""
    change = f"UPDATE SET {', '.join(f'{name} = {value}' for name, value in then.items())}" if then else "NOTHING"
    return f" ON CONFLICT ({', '.join(once)}) DO {change}"
