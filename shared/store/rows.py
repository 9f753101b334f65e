"""A service's own tables: one registry each, and a `sandbox` in every row."""

from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Dialect, String, column
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


class Sandboxed(SQLModel):
    """What all rows share; the transaction filters and stamps by it.

    A service derives its own `Row` with a registry of its own, since services meet in one process:
    `class Row(Sandboxed, registry=registry())`. Every table needs a key or an index that begins with `sandbox`.
    """

    sandbox: str = Field(default="")

    @classmethod
    def sandbox_column(cls) -> ColumnElement[str]:
        """The column to filter by. SQLAlchemy also asks this base, which has no table, when it reads the criteria."""
        mapped: ColumnElement[str] | None = getattr(cls, "sandbox", None)
        return column("sandbox", String()) if mapped is None else mapped
