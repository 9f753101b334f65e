"""PostgreSQL: a pool of threads, one transaction a unit; a unit that collides with another is run again."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

import psycopg
from sqlalchemy import Connection, MetaData, create_engine, text
from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from shared.context import Context
from shared.errors import Conflict, Problem, RequestInvalid, Unavailable
from shared.lease import CHANNEL, AdvisoryLease
from shared.store.base import JOURNAL_COLUMNS, JSON_CODEC, OUTBOX_COLUMNS, SandboxRow, Store, StoreFailed, insert_sql
from shared.store.schema import create_schema
from shared.store.unit import Unit

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 8
ATTEMPTS = 4
_COLLISIONS = {"23505": "unique violation", "40001": "serialization failure", "40P01": "deadlock"}
_OUTBOX = insert_sql("outbox", OUTBOX_COLUMNS, "%s")
_JOURNAL = insert_sql("journal", JOURNAL_COLUMNS, "%s")
_SCHEMA_LOCK = 0x5E17


class PostgresStore(Store):
    """One database a service; any number of replicas share it."""

    def __init__(self, service: str, metadata: MetaData, url: str) -> None:
        super().__init__(service, metadata)
        self.url = url
        self._engine = create_engine(
            url,
            pool_size=THREADS,
            max_overflow=0,
            hide_parameters=True,
            connect_args={"connect_timeout": 5},
            **JSON_CODEC,
        )
        self._open = False
        self._reachable = True
        self.dsn = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self.lease: AdvisoryLease | None = None

    @property
    def ready(self) -> bool:
        """Whether units can run now."""
        return self._open and self._reachable

    async def open(self) -> None:
        """Wait for the server, make the tables (one replica at a time), start the threads."""
        self._loop = asyncio.get_running_loop()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix=f"{self.service}-unit")
        async with asyncio.timeout(60):
            await asyncio.to_thread(self._prepare_patiently)
        self._open = True

    def _prepare_patiently(self) -> None:
        while not self._prepare():
            time.sleep(0.25)

    def _prepare(self) -> bool:
        try:
            with self._engine.begin() as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SCHEMA_LOCK})
                create_schema(connection, self.metadata)
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
            await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    async def run(self, context: Context, action: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """See Store."""
        outcome: tuple[T | Problem, bool] = await self._in_thread(
            lambda: self._retrying(self._run_unit, context, action, args, kwargs)
        )
        result, recorded = outcome
        self.committed(recorded)
        if isinstance(result, Problem):
            raise result
        return result

    async def look(self, context: Context, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """See Store."""
        found: T = await self._in_thread(lambda: self._retrying(self._look, context, query, args, kwargs))
        return found

    async def write_core(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See Store."""
        result: T = await self._in_thread(lambda: self._retrying(self._core, work, args, kwargs))
        self.committed(recorded=False)
        return result

    async def read_core(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See Store."""
        found: T = await self._in_thread(lambda: self._retrying(self._core, work, args, kwargs))
        return found

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if not self._open:
            raise Unavailable
        result: T = await self._loop.run_in_executor(self._threads, work)
        return result

    # On a thread of the pool.

    def _retrying(self, work: Callable[..., T], *args: Any) -> T:
        for attempt in range(ATTEMPTS):
            try:
                result = work(*args)
                self._reachable = True  # each sweep asks, so this is never long out of date
                return result
            except DBAPIError as error:
                if attempt == ATTEMPTS - 1 or not _worth_repeating(error):
                    refusal = _refusal(error)
                    self._reachable = not isinstance(refusal, Unavailable)
                    raise refusal from error
            except (UnicodeEncodeError, OverflowError) as error:
                raise RequestInvalid from error
        raise AssertionError("unreachable")

    def _run_unit(
        self, context: Context, action: Callable[..., T], args: Any, kwargs: dict[str, Any]
    ) -> tuple[T | Problem, bool]:
        journey = context.journey
        with self._engine.connect() as connection:
            known = self.sandbox_row(connection, context.sandbox, hold=True)
            context.journey = journey  # as it was, should this be the unit's second run
            unit = self._unit(connection, context, known)
            try:
                result: T | Problem = action(unit, *args, **kwargs)
                unit.flush()
            except Problem as problem:
                if not problem.keeps_changes:
                    raise
                unit.flush()
                result = problem
            finally:
                unit.let_go()
            self._write_down(connection, unit)
            if unit.outgoing and self.lease is not None and not self.lease.held:
                connection.exec_driver_sql(f"NOTIFY {CHANNEL}")
            _commit(connection)
            return result, bool(unit.outgoing)

    def _unit(self, connection: Connection, context: Context, known: SandboxRow) -> Unit:
        randomness = self.randomness(context.sandbox, known.random_seed)
        return Unit(connection, context, known.clock, randomness, known.created_at)

    @staticmethod
    def _write_down(connection: Connection, unit: Unit) -> None:
        if not unit.steps and not unit.outgoing:
            return
        driver: psycopg.Connection[Any] = connection.connection.dbapi_connection  # type: ignore[assignment]
        with driver.pipeline(), driver.cursor() as cursor:
            if unit.outgoing:
                cursor.executemany(_OUTBOX, unit.outgoing)
            if unit.steps:
                cursor.executemany(_JOURNAL, unit.steps)

    def _look(self, context: Context, query: Callable[..., T], args: Any, kwargs: dict[str, Any]) -> T:
        with self._engine.connect() as connection:
            known = self.sandbox_row(connection, context.sandbox)
            with self._unit(connection, context, known) as unit:
                return query(unit, *args, **kwargs)

    def _core(self, work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        with self._engine.begin() as connection:
            return work(connection, *args, **kwargs)


def _commit(connection: Connection) -> None:
    """Commit; not repeated when the server is lost meanwhile, since it may have committed."""
    try:
        connection.commit()
    except OperationalError as error:
        raise Unavailable from error


def _worth_repeating(error: DBAPIError) -> bool:
    return error.connection_invalidated or _sqlstate(error) in _COLLISIONS


def _refusal(error: DBAPIError) -> Exception:
    if _sqlstate(error) in _COLLISIONS:
        return Conflict()
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return Unavailable()
    return RequestInvalid() if isinstance(error, DataError) else error


def _sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)
