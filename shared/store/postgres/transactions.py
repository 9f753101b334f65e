"""Running transactions on PostgreSQL: one thread takes all that wait, and they share a transaction.

This is a group commit: one BEGIN, one COMMIT and one writing of outbox and journal for all of them. When one breaks, or
is refused after it has written, or the database refuses, everything is rolled back; then each of the others runs by
itself, on other threads, again as often as it collides. The same happens when one has to wait for a lock, so that the
others do not wait with it.
"""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from typing import Any, Protocol

import psycopg
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from shared.context import Context
from shared.errors import Problem, SandboxUnknown, Unavailable
from shared.store.jobs import Desk, Group, Job
from shared.store.lives import COLUMNS, SandboxRow, key_of
from shared.store.postgres.engines import driver_of
from shared.store.postgres.errors import DISK_FULL
from shared.store.postgres.lease import CHANNEL
from shared.store.recording import Recording
from shared.store.transaction import Transaction, let_go

GROUP = 16
# By hand: the driver's own `commit` waits for it in the midst of the pipeline, which then waits once more at its end.
COMMIT = "COMMIT"
# Serialization failure, deadlock, lock timeout, disk full: by the server, not by its loss.
ROLLED_BACK = ("40001", "40P01", "55P03", DISK_FULL)
_HELD = (
    f"SELECT switched_on, {COLUMNS} FROM sandbox "
    "WHERE life = ANY(%s::bigint[]) OR (switched_on AND name = ANY(%s::varchar[])) FOR KEY SHARE"
)
# Run again, or told as a refusal, by `GroupStore.retrying`.
OF_THE_DATABASE = (DBAPIError, psycopg.Error, UnicodeEncodeError, OverflowError)

Rows = Mapping[int | str, SandboxRow]
"""Those that a group needs, by what `key_of` says of a context."""


class GroupStore(Protocol):
    """What the threads ask of their store."""

    def tx(self, connection: Connection, context: Context, row: SandboxRow) -> Transaction:
        """A transaction of the context's sandbox, which has this row. Raises TokenExpired, TokenOutlived."""

    def retrying(self, work: Callable[..., None], *args: Any) -> None:
        """Do it, again when it collided; raises what it was refused for."""

    def wakes_others(self) -> bool:
        """Whether another replica's relay is to be told of what was recorded."""

    def lost(self) -> None:
        """The server was lost."""

    def committed(self, recorded: bool, alarmed: bool, units: int) -> None:
        """Tell whoever waits that so many are through; on the event loop."""


class _Failed(Exception):
    """One transaction of a group broke, or was refused after it had written: it must be undone, and all with it."""


class Groups:
    """One thread for those that wait, with an `impatient` connection of its own: it must not wait for a lock as long as
    others might; and other threads for those that have to go on alone, on connections of `engine`."""

    def __init__(self, name: str, impatient: Engine, engine: Engine, store: GroupStore, others: Executor) -> None:
        self._impatient = impatient
        self._engine = engine
        self._others = others
        self._store = store
        self._desk = Desk(GROUP, self._settled)
        self.put = self._desk.put
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    async def finish(self) -> None:
        """Do what waits, then end; the other threads may still have some in hand."""
        self._desk.close()
        await asyncio.to_thread(self._thread.join)

    def _settled(self, group: Group) -> None:
        self._store.committed(group.recorded, group.alarmed, len(group.jobs))

    def _run(self) -> None:
        while jobs := self._desk.take():
            group = Group(jobs)
            if self._as_one(group):
                self._desk.give_back(group)
                continue
            for job in jobs:
                if job.broke:
                    self._desk.give_back(Group([job]))
                else:
                    self._others.submit(self._alone, job)

    def _as_one(self, group: Group) -> bool:
        """Run all jobs in one transaction; False when it had to be undone."""
        try:
            self._transaction(group, self._impatient)
        except Unavailable as error:  # it may have been committed: not to be run again
            for job in group.jobs:
                job.error = error
        except _Failed:
            return len(group.jobs) == 1
        except BaseException:  # each will tell by itself
            return False
        return True

    def _alone(self, job: Job) -> None:
        group = Group([job])
        try:
            self._store.retrying(self._transaction, group, self._engine)
        except _Failed:
            pass  # the job knows why
        except BaseException as error:
            job.error = error
        self._desk.give_back(group)

    def _transaction(self, group: Group, engine: Engine) -> None:
        group.recording = Recording()
        with engine.connect() as connection:
            connection.begin()  # so that it is not the transactions' to end; the driver begins and commits
            rows = _hold_lives(connection, [job.context for job in group.jobs if job.context])
            for job in group.jobs:
                self._do(connection, group, job, rows)
            self._commit(connection, group)
        group.recorded = bool(group.recording.outgoing)
        group.alarmed = bool(group.recording.timers)

    def _do(self, connection: Connection, group: Group, job: Job, rows: Rows) -> None:
        """Run one; raises _Failed when what it did is to be undone."""
        job.result = job.error = None
        assert job.context is not None
        job.context.journey = job.journey  # as it was, should this be the second run
        row = rows.get(key_of(job.context))
        if row is None:
            job.error = SandboxUnknown(sandbox=job.context.sandbox)
            return
        try:
            row.check_free(job.context)
            tx = self._store.tx(connection, job.context, row)
        except Problem as problem:
            job.error = problem
            return
        try:
            _run(group, job, tx)
        except (_Failed, *OF_THE_DATABASE):
            raise
        except Exception as error:
            job.error = error
            raise _Failed from error
        finally:
            let_go(tx)

    def _commit(self, connection: Connection, group: Group) -> None:
        """Outbox, journal and COMMIT in one round trip.

        Not repeated when the server is lost meanwhile, since it may have committed.
        """
        driver = driver_of(connection)
        try:
            with driver.pipeline():
                group.recording.write(connection)
                if group.recording.outgoing and self._store.wakes_others():
                    driver.execute(f"NOTIFY {CHANNEL}")
                driver.execute(COMMIT, prepare=True)
        except psycopg.OperationalError as error:
            if error.sqlstate in ROLLED_BACK:
                raise
            connection.invalidate(error)  # else letting go rolls back, fails, and hides what is raised here
            self._store.lost()
            raise Unavailable from error


def _hold_lives(connection: Connection, contexts: Sequence[Context]) -> Rows:
    """The first round trip: BEGIN, and the lives that these contexts are of. Each is held until the commit, so that
    none of them ends meanwhile. Raises the driver's errors."""
    keys = {key_of(context) for context in contexts}
    lives = sorted(key for key in keys if isinstance(key, int))
    names = sorted(key for key in keys if isinstance(key, str))
    driver = driver_of(connection)
    with driver.pipeline():  # BEGIN goes along
        cursor = driver.execute(_HELD, (lives, names), prepare=True)
    rows: dict[int | str, SandboxRow] = {}
    for switched_on, *values in cursor.fetchall():
        row = SandboxRow(*values)
        rows[row.life] = row
        if switched_on:
            rows[row.name] = row
    return rows


def _run(group: Group, job: Job, tx: Transaction) -> None:
    try:
        job.result = job.work(tx, *job.args, **job.kwargs)
    except Problem as problem:
        job.error = problem
        if not problem.keeps_changes:
            if tx.wrote:
                raise _Failed from problem
            return
    tx.flush()
    group.recording.keep(tx.records)
