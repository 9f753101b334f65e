"""PostgreSQL: units in groups on one thread, all else on others; a unit that collides with another is run again."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar, TypeVarTuple, Unpack

import psycopg
from sqlalchemy import JSON, Connection, LargeBinary, MetaData, Table, text
from sqlalchemy.exc import DBAPIError, OperationalError

from shared.context import Context
from shared.errors import Problem, RequestInvalid, SandboxUnknown, Unavailable
from shared.lease import AdvisoryLease
from shared.store.base import SandboxRow, Store, StoreFailed
from shared.store.claim import Claim
from shared.store.handover import Recorded
from shared.store.jobs import Job
from shared.store.postgres.engines import driver_of, engine, impatient_engine
from shared.store.postgres.errors import is_lost, refusal, worth_repeating
from shared.store.postgres.opening import first_row
from shared.store.postgres.statistics import Statistics
from shared.store.postgres.units import COMMIT, Units
from shared.store.schema import create_schema
from shared.store.tables import infrastructure
from shared.store.unit import Later, Unit

P = ParamSpec("P")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")

THREADS = 6
ATTEMPTS = 4
_SCHEMA_LOCK = 0x5E17


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
        self.dsn = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self.lease: AdvisoryLease | None = None

    @property
    def ready(self) -> bool:
        """Whether units can run now."""
        return self._open and self._reachable

    @property
    def _tables(self) -> Sequence[Table]:
        return [*infrastructure.sorted_tables, *self.metadata.sorted_tables]

    async def open(self) -> None:
        """Wait for the server, make the tables (one replica at a time), start the threads."""
        self._loop = asyncio.get_running_loop()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix=f"{self.service}-store")
        async with asyncio.timeout(60):
            await asyncio.to_thread(self._prepare_patiently)
        self._units = Units(f"{self.service}-writer", self._impatient, self._engine, self, self._threads)
        self._open = True

    def _prepare_patiently(self) -> None:
        while not self._prepare():
            time.sleep(0.25)

    def _prepare(self) -> bool:
        try:
            with self._engine.begin() as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SCHEMA_LOCK})
                if create_schema(connection, self.metadata):
                    _compress_quickly(connection, self._tables)
        except StoreFailed:
            self._engine.dispose()
            raise
        except OperationalError as error:
            if "does not exist" in str(error.orig) or "authentication failed" in str(error.orig):
                raise StoreFailed(f"PostgreSQL refuses {self.service}'s database: {error.orig}") from error
            return False
        return True

    async def close(self) -> None:
        """Finish the running units and let go of the connections."""
        if self._open:
            self._open = False
            await self._units.finish()
            await asyncio.to_thread(self._threads.shutdown)
        self._dispose()

    async def run(self, context: Context, action: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """See Store."""
        result: T = await self._enqueue(context, action, args, kwargs)
        return result

    def begin(
        self, context: Context, action: Callable[..., T], *args: Any, claim: Claim | None = None
    ) -> asyncio.Future[T]:
        """See Store."""
        return self._enqueue(context, action, args, {}, claim=claim)

    def _enqueue(
        self, context: Context, action: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any],
        claim: Claim | None = None,
    ) -> asyncio.Future[T]:  # fmt: skip
        if not self._open:
            raise Unavailable
        return self._units.put(Job(context, action, args, kwargs, self._loop.create_future(), claim=claim))

    async def look(self, context: Context, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """See Store."""
        found: T = await self._in_thread(lambda: self.retrying(self._look, context, query, args, kwargs))
        return found

    async def write_core(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See Store."""
        result: T = await self._in_thread(lambda: self.retrying(self._core, work, args, kwargs))
        self.committed(recorded=False)
        return result

    async def write_relaxed(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts) -> T:
        """See Store."""
        result: T = await self._in_thread(lambda: self.retrying(self._core_relaxed, work, args))
        self.committed(recorded=False)
        return result

    async def read_core(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See Store."""
        found: T = await self._in_thread(lambda: self.retrying(self._core, work, args, kwargs))
        return found

    async def glance(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts) -> T:
        """See Store. Each statement by itself, without a transaction around it."""
        found: T = await self._in_thread(lambda: self.retrying(self._glance, work, args))
        return found

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if not self._open:
            raise Unavailable
        result: T = await self._loop.run_in_executor(self._threads, work)
        return result

    def committed(self, recorded: bool, handed: Sequence[Recorded] | None = None, units: int = 1) -> None:
        """See Store; on the event loop."""
        if handed is None:
            super().committed(recorded)
        else:
            self.changed.notify()
            self.recorded.hand_over(handed)
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
                    told = refusal(error)
                    self._reachable = not isinstance(told, Unavailable)
                    raise told from error
            except (UnicodeEncodeError, OverflowError) as error:
                raise RequestInvalid from error
        raise AssertionError("unreachable")

    # For the threads that run units.

    def wakes_others(self) -> bool:
        """Whether another replica's relay is to be told of what was recorded."""
        return self.lease is not None and not self.lease.held

    def relays(self) -> bool:
        """Whether this replica's own relay is the one that sends."""
        return self.lease is not None and self.lease.held

    def lost(self) -> None:
        """The server was lost: what the pool holds is dead. SQLAlchemy does so where its own statements fail."""
        self._dispose()

    def _dispose(self) -> None:
        self._engine.dispose()
        self._impatient.dispose()

    def unit(self, connection: Connection, context: Context, known: SandboxRow, before: Sequence[Later] = ()) -> Unit:
        """A unit of the context's sandbox; raises TokenExpired."""
        randomness = self.randomness(context.sandbox, known.random_seed)
        return Unit(connection, context, known.clock, randomness, known.created_at, before)

    def _look(self, context: Context, query: Callable[..., T], args: Any, kwargs: dict[str, Any]) -> T:
        with self._engine.connect() as connection:
            known = first_row(connection, context.sandbox)
            if known is None:
                raise SandboxUnknown(sandbox=context.sandbox)
            with self.unit(connection, context, known) as unit:
                return query(unit, *args, **kwargs)

    def _core(self, work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        with self._engine.begin() as connection:
            return work(connection, *args, **kwargs)

    def _glance(self, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        with self._autocommitting.connect() as connection:
            return work(connection, *args)

    def _take_statistics(self) -> None:
        with contextlib.suppress(Problem):  # the server is lost, say: they make it faster, not right
            self.retrying(self._glance, self._statistics.take, ())

    def _core_relaxed(self, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        with self._engine.connect() as connection, driver_of(connection).pipeline():
            driver_of(connection).execute("SET LOCAL synchronous_commit TO OFF")
            result = work(connection, *args)
            driver_of(connection).execute(COMMIT, prepare=True)
        return result


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
