"""A database's first look: whether it can be used, and its tables."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

import psycopg
from sqlalchemy import JSON, Connection, LargeBinary, MetaData, Table, text

from shared.store.base import StoreFailed
from shared.store.schema import create_schema
from shared.store.tables import infrastructure

T = TypeVar("T")
_SCHEMA_LOCK = 0x5E17
_FOR_GOOD = (
    "does not exist",
    "authentication failed",
    "no pg_hba.conf entry",
    "permission denied",
    "no password supplied",
)


def prepare(connection: Connection, service: str, metadata: MetaData) -> None:
    """Look whether the database can be used, and make its tables where they are missing; one replica at a time.

    Raises StoreFailed.
    """
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SCHEMA_LOCK})
    if create_schema(connection, service, metadata):
        _compress_quickly(connection, [*infrastructure.sorted_tables, *metadata.sorted_tables])


def check_encoding(dsn: str, service: str) -> None:
    """Raises StoreFailed for a database that cannot hold Chinese. By the bare driver: SQLAlchemy cannot even begin with
    one in SQL_ASCII."""
    with psycopg.connect(dsn, connect_timeout=5) as connection:
        encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreFailed(
            f"The database for {service} is encoded in {encoding}, which does not hold all of Chinese: make it anew "
            "with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0."
        )


def will_not_pass(reason: str) -> bool:
    """Whether the server is there, and would refuse for ever."""
    return any(words in reason for words in _FOR_GOOD)


async def in_daemon(work: Callable[[], T], name: str) -> T:
    """`work()` on a thread of its own, for what may be stuck. Cancelled, it is left to itself; an executor would be
    waited for, and keep the process."""
    done: Future[T] = Future()

    def run() -> None:
        if not done.set_running_or_notify_cancel():
            return
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=run, name=name, daemon=True).start()
    return await asyncio.wrap_future(done)


def _compress_quickly(connection: Connection, tables: Sequence[Table]) -> None:
    """With LZ4, where the server was built with it: for forms and events it takes a fifth of the time of `pglz`."""
    offered = "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
    if not connection.scalar(text(offered)):
        return
    for table in tables:
        for column in table.columns:
            if isinstance(column.type, (JSON, LargeBinary)):
                name = connection.dialect.identifier_preparer.quote(column.name)
                connection.execute(text(f"ALTER TABLE {table.name} ALTER COLUMN {name} SET COMPRESSION lz4"))
