"""Stores opened and closed, and what each engine does in its own way."""

from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import registry
from sqlmodel import Field

from shared import sandbox
from shared.errors import RequestInvalid, Unavailable
from shared.store import Sandboxed, Store, StoreFailed, open_store
from tests import within
from tests.engines.postgres import PostgreSQL
from tests.shared.store.tickets import HERE, Row, Ticket, add, opened, seed, store

__all__ = ["store"]


async def test_on_sqlite_readers_cannot_write(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as store:
        with pytest.raises(Exception, match=r"attempt to write"):
            await within.read(store, HERE, lambda tx: tx.execute(insert(Ticket).values(id="x", life=11, number=9)))


async def test_a_closed_store_says_so(store: Store) -> None:
    await store.close()
    with pytest.raises(Unavailable):
        await within.write(store, HERE, add, 1)


async def test_a_second_process_is_kept_out_of_a_sqlite_file(tmp_path: Path) -> None:
    first = open_store("contract", Row.metadata, None, tmp_path)
    await first.open()
    second = open_store("contract", Row.metadata, None, tmp_path)
    with pytest.raises(StoreFailed, match="in use"):
        await second.open()
    await first.close()
    await second.open()
    await second.close()


async def test_a_database_of_another_version_is_refused(store: Store, tmp_path: Path) -> None:
    class Other(Sandboxed, registry=registry()):
        """A row of another version."""

    class Extra(Other, table=True):
        """A table today's version does not have."""

        id: str = Field(primary_key=True)

    await store.close()
    url = getattr(store, "url", None)
    with pytest.raises(StoreFailed, match="another version"):
        await open_store("contract", Other.metadata, url, tmp_path).open()


async def test_a_write_is_never_upgraded_from_a_read(tmp_path: Path) -> None:
    """A deferred BEGIN ignores `busy_timeout` when it upgrades; so every write begins as one."""
    store = open_store("contract", Row.metadata, None, tmp_path)
    await store.open()
    await sandbox.create(store, "here", seed)
    seen: list[str] = []
    engine = store._write_engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        connection.connection.dbapi_connection.set_trace_callback(seen.append)
    await within.write(store, HERE, add, 1)
    assert seen[0] == "BEGIN IMMEDIATE"
    await store.close()


async def test_postgresql_refuses_nul_as_a_problem(postgres: PostgreSQL, tmp_path: Path) -> None:
    async with opened(postgres.new_database(), tmp_path) as store:
        with pytest.raises(RequestInvalid):
            await within.write(store, HERE, add, 1, "nul \0 inside")
