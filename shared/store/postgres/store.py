"""PostgreSQL: transactions in groups on one thread, all else on others; one that collides with another is run again."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, TypeVarTuple, Unpack

import psycopg
from sqlalchemy import Connection, MetaData, Table, text
from sqlalchemy.exc import DBAPIError, OperationalError

from shared.context import Context
from shared.errors import Problem, RequestInvalid, StorageFull, Unavailable
from shared.store.base import Store, StoreFailed
from shared.store.jobs import Job
from shared.store.lives import row_of
from shared.store.postgres.engines import driver_of, engine, impatient_engine
from shared.store.postgres.errors import is_lost, refusal, worth_repeating
from shared.store.postgres.lease import AdvisoryLease
from shared.store.postgres.preparing import check_encoding, in_daemon, prepare, will_not_pass
from shared.store.postgres.statistics import Statistics
from shared.store.postgres.transactions import Groups
from shared.store.tables import infrastructure

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

THREADS = 6
ATTEMPTS = 4
RETRY_SECONDS = 0.25

log = logging.getLogger(__name__)


class PostgresStore(Store):
    """One database a service; any number of replicas share it."""

    def __init__(self, service: str, metadata: MetaData, url: str) -> None:
        super().__init__(service, metadata)
        self.url = url
        self._engine = engine(url, THREADS + 1)
        self._impatient = impatient_engine(url)
        self._autocommitting = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._statistics = Statistics(self._tables)
        self._open = False
        self._reachable = True
        self._away: str | None = None
        self.dsn = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self.lease: AdvisoryLease | None = None

    @property
    def trouble(self) -> str | None:
        """See Store."""
        if not self._open:
            return f"PostgreSQL does not answer: {self._away}" if self._away else "the database is not open"
        return self.room.trouble if self._reachable else "PostgreSQL does not answer"

    def try_room(self) -> None:
        """See Store."""
        self.retrying(self._core, _fill_a_megabyte, ())

    @property
    def _tables(self) -> Sequence[Table]:
        return [*infrastructure.sorted_tables, *self.metadata.sorted_tables]

    async def open(self) -> None:
        """Wait for the server, make the tables, start the threads. Raises StoreFailed for what will not pass."""
        self._loop = asyncio.get_running_loop()
        while (away := await in_daemon(self._prepare, f"{self.service}-opening")) is not None:
            if away != self._away:
                log.warning("%s's PostgreSQL does not answer yet: %s", self.service, away)
            self._away = away
            await asyncio.sleep(RETRY_SECONDS)
        self._away = None
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix=f"{self.service}-store")
        self._groups = Groups(f"{self.service}-writer", self._impatient, self._engine, self, self._threads)
        self._open = True

    def _prepare(self) -> str | None:
        """None when it is done, else why the server cannot be asked now."""
        try:
            check_encoding(self.dsn, self.service)
            with self._engine.begin() as connection:
                prepare(connection, self.service, self.metadata)
        except StoreFailed:
            self._dispose()
            raise
        except (DBAPIError, psycopg.Error) as error:
            why = " ".join(str(getattr(error, "orig", error)).split())
            if type(refusal(error)) is Unavailable and not will_not_pass(why):
                return why
            self._dispose()
            raise StoreFailed(f"PostgreSQL refuses {self.service}'s database (SHENTU_DATABASE_URL): {why}") from error
        return None

    async def close(self) -> None:
        """Finish the running transactions and let go of the connections."""
        self.room.close()
        if self._open:
            self._open = False
            await self._groups.finish()
            await asyncio.to_thread(self._threads.shutdown)
        self._dispose()

    async def _write(
        self, context: Context, action: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> T:
        self._check()
        job = Job(context, action, args, kwargs, self._loop.create_future())
        result: T = await self._groups.put(job)
        return result

    def _read(
        self, context: Context, query: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Awaitable[T]:
        return self._in_thread(self._query, context, query, args, kwargs)

    async def core_write(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts, durable: bool = True) -> T:
        """See Store."""
        result: T = await self._in_thread(self._core, work, args, durable)
        self.committed(recorded=False)
        return result

    async def core_read(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts) -> T:
        """See Store. Each statement by itself, without a transaction around it."""
        return await self._in_thread(self._each_by_itself, work, args)

    def _check(self) -> None:
        if not self._open:
            raise Unavailable

    async def _in_thread(self, work: Callable[..., T], *args: Any) -> T:
        self._check()
        return await self._loop.run_in_executor(self._threads, self.retrying, work, *args)

    def committed(self, recorded: bool, alarmed: bool = False, units: int = 1) -> None:
        """See Store; on the event loop."""
        super().committed(recorded, alarmed)
        if self._statistics.due(units) and self._open:
            self._loop.run_in_executor(self._threads, self._take_statistics)

    # On a thread of the pool.

    def retrying(self, work: Callable[..., T], *args: Any) -> T:
        """Do it, again when it collided or the server was lost before the commit; raises what it is refused for."""
        for attempt in range(ATTEMPTS):
            try:
                result = work(*args)
                self._reachable = True  # each sweep asks, so this is never long out of date
                return result
            except (DBAPIError, psycopg.Error) as error:
                if isinstance(error, psycopg.OperationalError) and is_lost(error):
                    self.lost()
                if attempt == ATTEMPTS - 1 or not worth_repeating(error):
                    problem = refusal(error)
                    self._reachable = isinstance(problem, StorageFull) or not isinstance(problem, Unavailable)
                    if isinstance(problem, StorageFull):
                        self._loop.call_soon_threadsafe(self.room.lost)
                    raise problem from error
            except (UnicodeEncodeError, OverflowError) as error:
                raise RequestInvalid from error
        raise AssertionError("unreachable")

    # For the threads that run transactions.

    def wakes_others(self) -> bool:
        """Whether another replica's relay is to be told of what was recorded."""
        return self.lease is not None and not self.lease.held

    def lost(self) -> None:
        """The server was lost: what the pool holds is dead. SQLAlchemy does so where its own statements fail."""
        self._dispose()

    def _dispose(self) -> None:
        self._engine.dispose()
        self._impatient.dispose()

    def _query(self, context: Context, query: Callable[..., T], args: Any, kwargs: dict[str, Any]) -> T:
        with self._engine.connect() as connection:
            row = row_of(connection, context)
            row.check_faults(context)
            with self.tx(connection, context, row) as tx:
                return query(tx, *args, **kwargs)

    def _core(self, work: Callable[..., T], args: tuple[Any, ...], durable: bool = True) -> T:
        with self._engine.connect() as connection:
            transaction = connection.begin()
            if not durable:
                driver_of(connection).execute("SET LOCAL synchronous_commit TO OFF")
            result = work(connection, *args)
            try:
                transaction.commit()
            except OperationalError as error:
                if not is_lost(error):
                    raise
                self.lost()
                raise Unavailable from error  # it may have been committed: not to be run again
            return result

    def _each_by_itself(self, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        with self._autocommitting.connect() as connection:
            return work(connection, *args)

    def _take_statistics(self) -> None:
        with contextlib.suppress(Problem):  # the server is lost, say: they make it faster, not right
            self.retrying(self._each_by_itself, self._statistics.take, ())


def _fill_a_megabyte(connection: Connection) -> None:
    connection.execute(text(
        "CREATE TEMPORARY TABLE room ON COMMIT DROP AS "
        "SELECT number, repeat(md5(number::text), 30) AS filling FROM generate_series(1, 1000) AS number"
    ))  # fmt: skip
