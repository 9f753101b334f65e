"""The thread that writes a SQLite file: takes all waiting jobs and commits them as a group."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from shared.context import Context
from shared.errors import Conflict, Problem, RequestInvalid
from shared.store.base import JOURNAL, OUTBOX
from shared.store.unit import JournalRow, OutboxRow, Unit

GROUP = 64
# The writers of one process take turns at running Python, and only wait for the disk side by side: threads that fight
# for the interpreter at every statement cost a third of the throughput.
_turn = threading.Lock()
_DUPLICATE = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")


@dataclass(slots=True)
class Job:
    """One unit waiting for the writer; `context` None means Core work of no sandbox."""

    context: Context | None
    work: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    future: asyncio.Future[Any]
    relaxed: bool
    journey: str | None = None
    result: Any = None
    error: BaseException | None = None

    @property
    def stands(self) -> bool:
        """Whether what it did is to be committed; a refusal may be such (a wrong code counts)."""
        return self.error is None or (isinstance(self.error, Problem) and self.error.keeps_changes)


@dataclass(slots=True)
class Group:
    """What one commit carries."""

    jobs: list[Job]
    outgoing: list[OutboxRow] = field(default_factory=list)
    steps: list[JournalRow] = field(default_factory=list)
    recorded: bool = False

    @property
    def durability(self) -> str:
        """NORMAL leaves the disk its time; nothing committed before is undone by what is lost after it."""
        return "NORMAL" if all(job.relaxed for job in self.jobs) else "FULL"


class WriterStore(Protocol):
    """What the writer asks of its store."""

    def unit(self, connection: Connection, context: Context) -> Unit:
        """A unit of the context's sandbox; raises SandboxUnknown."""

    def undone(self) -> None:
        """Something was rolled back: what was read meanwhile may never have been."""

    def committed(self, recorded: bool) -> None:
        """Tell whoever waits; on the event loop."""


class Writer:
    """One thread, one connection. All jobs that wait share a commit.

    A group first runs as one. When one of its jobs fails, all is rolled back and run again with a savepoint for each:
    savepoints for all of them all the time would copy each page they touch. So a job may run twice, as it may on
    PostgreSQL when two collide.
    """

    def __init__(self, name: str, engine: Engine, store: WriterStore) -> None:
        self._engine = engine
        self._store = store
        self._loop = asyncio.get_running_loop()
        self._asked: list[Job] = []
        self._jobs: SimpleQueue[list[Job] | None] = SimpleQueue()
        self._durability = ""
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, context: Context | None, work: Callable[..., Any], args: tuple[Any, ...],
            kwargs: dict[str, Any], relaxed: bool) -> asyncio.Future[Any]:  # fmt: skip
        """Have it done; on the event loop. `relaxed`: a power failure may undo it."""
        if not self._asked:
            # All that this turn of the loop asks for goes over at once: a thread woken by the first of many would fight
            # with the loop for the interpreter, job by job.
            self._loop.call_soon(self._hand_over)
        future: asyncio.Future[Any] = self._loop.create_future()
        self._asked.append(Job(context, work, args, kwargs, future, relaxed, context.journey if context else None))
        return future

    def _hand_over(self) -> None:
        if self._asked:
            self._jobs.put(self._asked)
            self._asked = []

    async def finish(self) -> None:
        """Do what waits, then end."""
        self._hand_over()
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        with self._engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            assert isinstance(driver, sqlite3.Connection)
            while (jobs := self._jobs.get()) is not None:
                last = self._gather(jobs)
                for start in range(0, len(jobs), GROUP):
                    group = Group(jobs[start : start + GROUP])
                    self._commit(connection, driver, group)
                    self._loop.call_soon_threadsafe(self._settle, group)
                if last:
                    return

    def _settle(self, group: Group) -> None:
        for job in group.jobs:
            if job.future.done():
                continue
            if job.error is not None:
                job.future.set_exception(job.error)
            else:
                job.future.set_result(job.result)
        self._store.committed(group.recorded)

    def _gather(self, jobs: list[Job]) -> bool:
        """Add what has come since; True when it was the last."""
        while len(jobs) < GROUP:
            try:
                more = self._jobs.get_nowait()
            except Empty:
                return False
            if more is None:
                return True
            jobs += more
        return False

    def _commit(self, connection: Connection, driver: sqlite3.Connection, group: Group) -> None:
        try:
            with _turn:
                anything = self._execute(connection, driver, group)
            if anything:
                driver.execute("COMMIT")
        except Exception as error:
            self._roll_back(driver)
            for job in group.jobs:
                job.error = job.error or error

    def _execute(self, connection: Connection, driver: sqlite3.Connection, group: Group) -> bool:
        """Everything but the commit; False when its only job failed and there is nothing to commit."""
        if group.durability != self._durability:
            self._durability = group.durability
            driver.execute(f"PRAGMA synchronous={self._durability}")
        driver.execute("BEGIN IMMEDIATE")
        if not self._as_one(connection, group):
            self._roll_back(driver)
            if len(group.jobs) == 1:
                return False
            driver.execute("BEGIN IMMEDIATE")
            self._each_by_itself(connection, driver, group)
        _write_down(connection, group)
        return True

    def _roll_back(self, driver: sqlite3.Connection) -> None:
        if driver.in_transaction:  # some failures end it themselves
            driver.execute("ROLLBACK")
        self._store.undone()

    def _as_one(self, connection: Connection, group: Group) -> bool:
        """Run all jobs; False as soon as one fails."""
        for job in group.jobs:
            self._do(connection, group, job)
            if not job.stands:
                return False
        return True

    def _each_by_itself(self, connection: Connection, driver: sqlite3.Connection, group: Group) -> None:
        group.outgoing, group.steps = [], []
        for job in group.jobs:
            driver.execute("SAVEPOINT job")
            self._do(connection, group, job)
            if not job.stands:
                driver.execute("ROLLBACK TO job")
                self._store.undone()
            driver.execute("RELEASE job")

    def _do(self, connection: Connection, group: Group, job: Job) -> None:
        job.result = job.error = None
        try:
            if job.context is None:
                _write_down(connection, group)  # it may look at, or delete, what the units before it recorded
                job.result = job.work(connection, *job.args, **job.kwargs)
            else:
                self._do_unit(connection, group, job.context, job)
        except BaseException as error:
            job.error = _refusal(error)

    def _do_unit(self, connection: Connection, group: Group, context: Context, job: Job) -> None:
        context.journey = job.journey  # as it was, should this be the second run
        unit = self._store.unit(connection, context)
        try:
            job.result = job.work(unit, *job.args, **job.kwargs)
            unit.flush()
        except Problem as problem:
            if not problem.keeps_changes:
                raise
            unit.flush()
            job.error = problem
        finally:
            unit.let_go()
        group.outgoing += unit.outgoing
        group.steps += unit.steps


def _refusal(error: BaseException) -> BaseException:
    cause = error.orig if isinstance(error, IntegrityError) else error
    if isinstance(cause, sqlite3.IntegrityError) and cause.sqlite_errorname in _DUPLICATE:
        return Conflict()
    return RequestInvalid() if isinstance(error, (UnicodeEncodeError, OverflowError)) else error


def _write_down(connection: Connection, group: Group) -> None:
    OUTBOX.run(connection, group.outgoing)
    JOURNAL.run(connection, group.steps)
    group.recorded = group.recorded or bool(group.outgoing)
    group.outgoing, group.steps = [], []
