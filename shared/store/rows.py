"""A service's own tables: one registry each, and a `life` in every row and every key."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Dialect, column
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from shared.clock import from_micros, to_micros


class Instant(TypeDecorator[datetime]):
    """An aware datetime kept as µs since 1970-01-01 UTC, read back in +08:00: sorts alike on every engine."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else from_micros(value)


NAMES_A_FILE: Any = {"info": {"names": "file"}}
"""For a column with the key of an upload: `Field(sa_column_kwargs=NAMES_A_FILE)`. No file is removed that one names."""


class Sandboxed(SQLModel):
    """What all rows share: the life of a sandbox they belong to. The transaction filters and stamps by it.

    A service derives its own `Row` with a registry of its own, since services meet in one process:
    `class Row(Sandboxed, registry=registry())`. `life` comes first in every key, unique or foreign, so that a copy of
    all rows can stand beside its original with the same ids.
    """

    life: int = Field(default=0, sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})

    @classmethod
    def life_column(cls) -> ColumnElement[int]:
        """The column to filter by. SQLAlchemy also asks this base, which has no table, when it reads the criteria."""
        mapped: ColumnElement[int] | None = getattr(cls, "life", None)
        return column("life", BigInteger()) if mapped is None else mapped
