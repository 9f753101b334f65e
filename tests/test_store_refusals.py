"""Databases that cannot be used are refused when they are opened, in a sentence; files are for their owner only."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.orm import registry
from sqlmodel import Field

from shared.errors import StorageFull, StorageGone, Unavailable
from shared.store import Sandboxed, Store, StoreFailed, open_store
from tests import within
from tests.engines.engine import free_port
from tests.engines.postgres import SERVANT, PostgreSQL
from tests.faults.disks import mounts, small_disk
from tests.shared.store.tickets import HERE, Row, add, numbers, opened


def store_at(url: str | None, folder: Path, service: str = "contract") -> Store:
    return open_store(service, Row.metadata, url, folder)


async def refused(store: Store, *words: str) -> None:
    with pytest.raises(StoreFailed) as why:
        await store.open()
    for word in words:
        assert word in str(why.value)
    assert "\n" not in str(why.value)


async def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    async with opened(None, folder) as store:
        await within.write(store, HERE, add, 1)
        files = sorted(folder.iterdir())
        assert {path.suffix for path in files} == {".lock", ".sqlite3", ".sqlite3-wal", ".sqlite3-shm"}
        assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}
        assert folder.stat().st_mode & 0o777 == 0o700


async def test_files_of_an_earlier_version_are_closed_to_others(tmp_path: Path) -> None:
    async with opened(None, tmp_path):
        pass
    (tmp_path / "contract.sqlite3").chmod(0o644)
    store = store_at(None, tmp_path)
    await store.open()
    assert (tmp_path / "contract.sqlite3").stat().st_mode & 0o777 == 0o600
    await store.close()


async def test_a_file_that_is_gone_is_noticed(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as store:
        await within.write(store, HERE, add, 1)
        (tmp_path / "contract.sqlite3").unlink()
        assert not store.ready and "contract.sqlite3 was removed" in str(store.trouble)
        for asked in (within.write(store, HERE, add, 2), within.read(store, HERE, numbers)):
            with pytest.raises(StorageGone):
                await asked


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "contract.sqlite3").write_text("a letter to somebody" * 1000)
    await refused(store_at(None, tmp_path), "contract.sqlite3", "SHENTU_DATA_DIR")


async def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "contract.sqlite3") as stranger:
        stranger.execute("CREATE TABLE ticket (id INTEGER)")
    stranger.close()
    await refused(store_at(None, tmp_path), "another program", "ticket")


async def test_a_postgresql_database_of_another_program_is_refused(postgres: PostgreSQL, tmp_path: Path) -> None:
    url = postgres.new_database()
    run(url, "CREATE TABLE ticket (id INTEGER)")
    await refused(store_at(url, tmp_path), "another program", "SHENTU_DATABASE_URL")


async def test_a_database_that_another_service_uses_is_refused(postgres: PostgreSQL, tmp_path: Path) -> None:
    class Other(Sandboxed, registry=registry()):
        """A row of another service."""

    class Thing(Other, table=True):
        """Its table."""

        id: str = Field(primary_key=True)

    url = postgres.new_database()
    async with opened(url, tmp_path):
        await refused(open_store("review", Other.metadata, url, tmp_path), "in use by contract", "{service}")


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII", "EUC_CN"])
async def test_a_database_that_cannot_hold_chinese_is_refused(
    postgres: PostgreSQL, tmp_path: Path, encoding: str
) -> None:
    name = f"in_{encoding.lower()}"
    run(postgres.url("postgres"), f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0")
    await refused(store_at(postgres.url(name), tmp_path), encoding, "UTF8")


async def test_a_database_in_which_nothing_may_be_made_is_refused(postgres: PostgreSQL, tmp_path: Path) -> None:
    url = postgres.new_database()
    run(url, "CREATE ROLE guest LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    await refused(store_at(url.replace("shentu@", "guest@"), tmp_path), "permission denied", "SHENTU_DATABASE_URL")


async def test_a_database_that_is_not_there_is_refused(postgres: PostgreSQL, tmp_path: Path) -> None:
    await refused(store_at(postgres.url("nowhere"), tmp_path), "nowhere", "does not exist")


async def test_postgresql_on_a_full_disk(postgres: PostgreSQL, tmp_path: Path) -> None:
    """The database's own disk; of the log that PostgreSQL writes first it says nothing, and ends."""
    if not mounts():
        pytest.skip("only root on Linux can mount a small disk")
    folder = postgres.folder / "small"
    with small_disk(folder, 16) as disk:
        place = folder / "space"
        place.mkdir()
        shutil.chown(place, SERVANT, SERVANT)
        run(postgres.url("postgres"), f"CREATE TABLESPACE small LOCATION '{place}'")
        run(postgres.url("postgres"), "CREATE DATABASE narrow TABLESPACE small")
        try:
            async with opened(postgres.url("narrow"), tmp_path) as store:
                disk.fill()
                with pytest.raises(StorageFull):
                    for number in range(1, 2000):
                        await within.write(store, HERE, add, number, "long" * 500)
                assert not store.ready and "is full" in str(store.trouble)
                before = await within.read(store, HERE, numbers)
                disk.make_room()
                await until(lambda: store.ready)
                await within.write(store, HERE, add, 5000)
                assert await within.read(store, HERE, numbers) == [*before, 5000]
        finally:
            run(postgres.url("postgres"), "DROP DATABASE narrow WITH (FORCE)")
            run(postgres.url("postgres"), "DROP TABLESPACE small")


async def until(found: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while True:
            if found():
                return
            await asyncio.sleep(0.02)


async def test_a_server_that_is_away_is_waited_for(tmp_path: Path) -> None:
    """As long as it takes; what it is waiting for stands in its health."""
    store = store_at(f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/x", tmp_path)
    opening = asyncio.create_task(store.open())
    await until(lambda: "does not answer" in str(store.trouble))
    with pytest.raises(Unavailable):
        await within.write(store, HERE, add, 1)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    await store.close()


def run(url: str, sql: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(sql.encode())
