"""PostgreSQL: a pool of threads, one transaction a unit; a unit that collides with another is run again."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar, TypeVarTuple, Unpack

import psycopg
from sqlalchemy import Connection, MetaData, create_engine, text
from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from shared.context import Context
from shared.errors import Conflict, Problem, RequestInvalid, SandboxUnknown, Unavailable
from shared.lease import CHANNEL, AdvisoryLease
from shared.store.base import JOURNAL, JSON_CODEC, OUTBOX, SANDBOX_HELD, SandboxRow, Store, StoreFailed
from shared.store.prepared import Prepared
from shared.store.schema import create_schema
from shared.store.unit import Unit

P = ParamSpec("P")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Failure = DBAPIError | psycopg.Error

THREADS = 8
ATTEMPTS = 4
_COLLISIONS = {"23505": "unique violation", "40001": "serialization failure", "40P01": "deadlock"}
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

    async def write_relaxed(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts) -> T:
        """See Store."""
        result: T = await self._in_thread(lambda: self._retrying(self._core_relaxed, work, args))
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
            except (DBAPIError, psycopg.Error) as error:
                if isinstance(error, psycopg.OperationalError) and _lost(error):
                    self._forget_connections()
                if attempt == ATTEMPTS - 1 or not _worth_repeating(error):
                    refusal = _refusal(error)
                    self._reachable = not isinstance(refusal, Unavailable)
                    raise refusal from error
            except (UnicodeEncodeError, OverflowError) as error:
                raise RequestInvalid from error
        raise AssertionError("unreachable")

    def _forget_connections(self) -> None:
        """The server was lost: what the pool holds is dead. SQLAlchemy does so where its own statements fail."""
        self._engine.dispose()

    def _run_unit(
        self, context: Context, action: Callable[..., T], args: Any, kwargs: dict[str, Any]
    ) -> tuple[T | Problem, bool]:
        journey = context.journey
        with self._engine.connect() as connection:
            known = self._begin(connection, context.sandbox)
            context.journey = journey  # as it was, should this be the unit's second run
            unit = self._unit(connection, context, known)
            try:
                result = _outcome(action, unit, args, kwargs)
                waiting = unit.take_later()
                unit.flush()
                self._commit(connection, unit, waiting)
            finally:
                unit.let_go()
            return result, bool(unit.outgoing)

    def _unit(self, connection: Connection, context: Context, known: SandboxRow) -> Unit:
        randomness = self.randomness(context.sandbox, known.random_seed)
        return Unit(connection, context, known.clock, randomness, known.created_at)

    def _begin(self, connection: Connection, sandbox: str) -> SandboxRow:
        """BEGIN and the sandbox's row, held against deletion, in one round trip."""
        with _driver(connection).pipeline():
            found = _driver(connection).execute(SANDBOX_HELD["postgresql"], (sandbox,), prepare=True)
        row = found.fetchone()
        if row is None:
            raise SandboxUnknown(sandbox=sandbox)
        return SandboxRow(*row)

    def _commit(self, connection: Connection, unit: Unit, waiting: Sequence[tuple[Prepared, Any]]) -> None:
        """What waits, outbox, journal and COMMIT in one round trip.

        Not repeated when the server is lost meanwhile, since it may have committed.
        """
        driver = _driver(connection)
        try:
            with driver.pipeline():
                for statement, values in waiting:
                    statement.run(connection, values)
                OUTBOX.run(connection, unit.outgoing)
                JOURNAL.run(connection, unit.steps)
                if unit.outgoing and self.lease is not None and not self.lease.held:
                    driver.execute(f"NOTIFY {CHANNEL}")
                driver.commit()
        except psycopg.OperationalError as error:
            if _sqlstate(error) in _COLLISIONS:
                raise
            self._forget_connections()
            raise Unavailable from error

    def _look(self, context: Context, query: Callable[..., T], args: Any, kwargs: dict[str, Any]) -> T:
        with self._engine.connect() as connection:
            known = self.sandbox_row(connection, context.sandbox)
            with self._unit(connection, context, known) as unit:
                return query(unit, *args, **kwargs)

    def _core(self, work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        with self._engine.begin() as connection:
            return work(connection, *args, **kwargs)

    def _core_relaxed(self, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        with self._engine.connect() as connection, _driver(connection).pipeline():
            _driver(connection).execute("SET LOCAL synchronous_commit TO OFF")
            result = work(connection, *args)
            _driver(connection).commit()
        return result


def _outcome(action: Callable[..., T], unit: Unit, args: Any, kwargs: dict[str, Any]) -> T | Problem:
    """What the action returns, or the refusal whose changes are to be kept; raises any other."""
    try:
        return action(unit, *args, **kwargs)
    except Problem as problem:
        if not problem.keeps_changes:
            raise
        return problem


def _driver(connection: Connection) -> "psycopg.Connection[Any]":
    driver: psycopg.Connection[Any] = connection.connection.dbapi_connection  # type: ignore[assignment]
    return driver


def _worth_repeating(error: Failure) -> bool:
    return _lost(error) or _sqlstate(error) in _COLLISIONS


def _lost(error: Failure) -> bool:
    """Whether the connection is gone; SQLAlchemy knows of its own statements, the prepared ones tell themselves."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated
    return isinstance(error, psycopg.OperationalError) and _sqlstate(error) not in _COLLISIONS


def _refusal(error: Failure) -> Exception:
    if _sqlstate(error) in _COLLISIONS:
        return Conflict()
    if isinstance(error, (OperationalError, psycopg.OperationalError)) or _lost(error):
        return Unavailable()
    return RequestInvalid() if isinstance(error, (DataError, psycopg.DataError)) else error


def _sqlstate(error: Failure) -> str | None:
    return getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlstate", None)
