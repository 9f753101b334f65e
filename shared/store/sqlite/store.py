"""SQLite: one writer thread with one connection commits all waiting transactions as a group; readers only read.

The writer does all checkpoints: SQLite 3.7–3.51.2 can corrupt a WAL database when two connections do.
A lock file keeps a second process out.
"""

import asyncio
import fcntl
import sqlite3
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, TypeVar, TypeVarTuple, Unpack

from sqlalchemy import Connection, Engine, MetaData, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from shared.context import Context
from shared.data_folder import private, try_room, usable
from shared.errors import StorageGone, Unavailable
from shared.store.base import JSON_CODEC, Store, StoreFailed
from shared.store.jobs import Job
from shared.store.lives import row_of
from shared.store.schema import create_schema
from shared.store.sqlite.errors import not_opened
from shared.store.sqlite.writer import Writer
from shared.store.transaction import let_go

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

READERS = 4
# page_size: most events fill one and a half of 4 KiB. temp_store: a savepoint's journal would else be a file, with two
# writes for each page it touches. cache_size: KiB, of each connection, of which four services have twenty.
_PRAGMAS = (
    "PRAGMA page_size=8192", "PRAGMA busy_timeout=5000", "PRAGMA foreign_keys=ON", "PRAGMA temp_store=MEMORY"
)  # fmt: skip
# secure_delete: zeros over what was deleted, as Debian's SQLite has it anyhow; a masked secret leaves no copy behind.
_WRITING = (
    "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA cache_size=-4000", "PRAGMA secure_delete=ON"
)  # fmt: skip
_READING = ("PRAGMA query_only=ON", "PRAGMA cache_size=-1000")


class SqliteStore(Store):
    """One database file, `synchronous=FULL`, write-ahead log."""

    def __init__(self, service: str, metadata: MetaData, path: Path) -> None:
        super().__init__(service, metadata)
        self.path = path
        self._lock: IO[str] | None = None
        self._file: tuple[int, int] | None = None
        self._open = False

    @property
    def trouble(self) -> str | None:
        """See Store."""
        if not self._open:
            return "the database is not open"
        if self._gone():
            return f"the file {self.path} was removed: start Shentu anew"
        return self.room.trouble

    def _gone(self) -> bool:
        return self._file != _identity(self.path)

    def _check(self) -> None:
        if not self._open:
            raise Unavailable
        if self._gone():
            raise StorageGone

    def try_room(self) -> None:
        """See Store."""
        try_room(self.path.parent)

    async def open(self) -> None:
        """Take the file's lock, make the tables, start the writer."""
        self._loop = asyncio.get_running_loop()
        await asyncio.to_thread(self._prepare)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix=f"{self.service}-reader")
        self._writer = Writer(f"{self.service}-writer", self._write_engine, self)
        self._open = True

    def _prepare(self) -> None:
        with usable(self.path.parent):
            self._lock = _exclusive(self.path.with_suffix(".lock"))
            for path in (self.path, *self.path.parent.glob(f"{self.path.name}-*")):
                private(path)  # those that SQLite makes beside it are as the database is
        self._write_engine = _engine(self.path, StaticPool, *_WRITING)
        self._read_engine = _engine(self.path, QueuePool, *_READING)
        try:
            self._make_tables()
        except (sqlite3.Error, DBAPIError) as error:
            self._let_go()
            raise StoreFailed(not_opened(self.path, error)) from error
        except BaseException:
            self._let_go()
            raise
        self._file = _identity(self.path)

    def _make_tables(self) -> None:
        with self._write_engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            create_schema(connection, self.service, self.metadata)
            connection.exec_driver_sql("COMMIT")

    def _let_go(self) -> None:
        self._read_engine.dispose()
        self._write_engine.dispose()  # the last connection does the last checkpoint
        if self._lock is not None:
            self._lock.close()

    async def close(self) -> None:
        """Finish the waiting transactions and let go of the file."""
        if not self._open:
            return
        self._open = False
        self.room.close()
        await self._writer.finish()
        self._readers.shutdown()
        self._let_go()

    def _write(
        self, context: Context, action: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> asyncio.Future[T]:
        return self._put(Job(context, action, args, kwargs, self._loop.create_future()))

    def _read(
        self, context: Context, query: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Awaitable[T]:
        return self.core_read(self._query, context, query, args, kwargs)

    async def core_write(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts, durable: bool = True) -> T:
        """See Store."""
        result: T = await self._put(Job(None, work, args, {}, self._loop.create_future(), durable))
        return result

    async def core_read(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts) -> T:
        """See Store."""
        self._check()
        return await self._loop.run_in_executor(self._readers, self._with_reader, work, *args)

    def forget(self, sandbox: str) -> None:
        """See Store."""
        super().forget(sandbox)
        self._writer.forget()

    def _put(self, job: Job) -> asyncio.Future[Any]:
        self._check()
        return self._writer.put(job)

    # On a thread of the readers.

    def _with_reader(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts) -> T:
        with self._read_engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.execute("BEGIN")
            try:
                return work(connection, *args)
            finally:
                if driver.in_transaction:  # a session that read rolls back itself
                    driver.execute("ROLLBACK")

    def _query(
        self, connection: Connection, context: Context, query: Callable[..., T], args: Any, kwargs: dict[str, Any]
    ) -> T:
        row = row_of(connection, context)
        row.check_faults(context)
        tx = self.tx(connection, context, row)
        try:
            return query(tx, *args, **kwargs)
        finally:
            let_go(tx)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file that is; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _exclusive(path: Path) -> IO[str]:
    private(path)
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise StoreFailed(
            f"{path.parent} is in use by another Shentu process: stop it, or set SHENTU_DATA_DIR to another folder."
        ) from error
    return lock


class _WriterConnection(sqlite3.Connection):
    """The group's transaction belongs to the store: a session that rolls back its transaction must not end it."""

    def rollback(self) -> None:
        """Left to the store's own savepoints."""

    def commit(self) -> None:
        """Left to the store."""


def _engine(path: Path, pool: Any, *pragmas: str) -> Engine:
    kind = _WriterConnection if pool is StaticPool else sqlite3.Connection

    def connect() -> sqlite3.Connection:
        # isolation_level=None: transactions are begun here, not by the driver, so none is ever upgraded from a read.
        connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, cached_statements=512, factory=kind
        )
        for pragma in (*_PRAGMAS, *pragmas):
            connection.execute(pragma)
        return connection

    size = {} if pool is StaticPool else {"pool_size": READERS + 1, "max_overflow": 0}
    return create_engine("sqlite://", creator=connect, poolclass=pool, hide_parameters=True, **JSON_CODEC, **size)
