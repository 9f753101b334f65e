"""The thread that writes a SQLite file: takes all waiting jobs and commits them as a group."""

import asyncio
import sqlite3
import threading

from sqlalchemy import Connection, Engine

from shared.context import Context
from shared.errors import Held, Interrupted, Problem, StorageFull
from shared.store.base import Store
from shared.store.jobs import Desk, Group, Job
from shared.store.lives import SandboxRow, key_of, row_of
from shared.store.recording import Recording
from shared.store.sqlite.errors import refusal
from shared.store.transaction import Transaction, let_go

GROUP = 64
# The writers of one process take turns at running Python, and only wait for the disk side by side: threads that fight
# for the interpreter at every statement cost a third of the throughput.
_turn = threading.Lock()


class Writer:
    """One thread, one connection. All jobs that wait share a commit.

    A group first runs as one. When one of its jobs fails after it has written, all is rolled back and run again with a
    savepoint for each: savepoints for all of them all the time would copy each page they touch. So a job may run twice,
    as it may on PostgreSQL.
    """

    def __init__(self, name: str, engine: Engine, store: Store) -> None:
        self._engine = engine
        self._store = store
        self._desk = Desk(GROUP, self._settled)
        self._durability = ""
        self._sandboxes: dict[int | str, SandboxRow] = {}
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()
        self.put = self._desk.put

    def _settled(self, group: Group) -> None:
        if any(isinstance(job.error, StorageFull) for job in group.jobs):
            self._store.room.lost()
        self._store.committed(group.recorded, group.alarmed)

    def forget(self) -> None:
        """A sandbox's row may be another than was read: somebody changed it, or what was read was rolled back."""
        self._sandboxes.clear()

    async def finish(self) -> None:
        """Do what waits, then end."""
        self._desk.close()
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        with self._engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            assert isinstance(driver, sqlite3.Connection)
            while jobs := self._desk.take():
                group = Group(jobs)
                self._commit(connection, driver, group)
                self._desk.give_back(group)

    def _commit(self, connection: Connection, driver: sqlite3.Connection, group: Group) -> None:
        try:
            with _turn:
                anything = self._execute(connection, driver, group)
            if anything:
                driver.execute("COMMIT")
        except Exception as error:
            self._roll_back(driver)
            why = refusal(error)
            if any(isinstance(job.error, StorageFull) for job in group.jobs):  # which ended the transaction by itself
                why = StorageFull()
            for job in group.jobs:
                job.error = job.error or why
            group.recorded = False

    def _execute(self, connection: Connection, driver: sqlite3.Connection, group: Group) -> bool:
        """Everything but the commit; False when its only job failed and there is nothing to commit."""
        self._wait_for_the_disk(driver, group.durable)
        driver.execute("BEGIN IMMEDIATE")
        if not self._as_one(connection, group):
            self._roll_back(driver)
            if len(group.jobs) == 1:
                return False
            driver.execute("BEGIN IMMEDIATE")
            self._each_by_itself(connection, driver, group)
        _write_down(connection, group)
        return True

    def _wait_for_the_disk(self, driver: sqlite3.Connection, durable: bool) -> None:
        """NORMAL leaves the disk its time: what is lost then was committed last."""
        durability = "FULL" if durable else "NORMAL"
        if durability != self._durability:
            driver.execute(f"PRAGMA synchronous={durability}")
            self._durability = durability

    def _roll_back(self, driver: sqlite3.Connection) -> None:
        if driver.in_transaction:  # some failures end it themselves
            driver.execute("ROLLBACK")
        self.forget()

    def _as_one(self, connection: Connection, group: Group) -> bool:
        """Run all jobs; False as soon as one fails that wrote something."""
        return all(self._do(connection, group, job) for job in group.jobs)

    def _each_by_itself(self, connection: Connection, driver: sqlite3.Connection, group: Group) -> None:
        group.recording = Recording()
        for job in group.jobs:
            if job.broke:
                continue
            driver.execute("SAVEPOINT job")
            if not self._do(connection, group, job):
                driver.execute("ROLLBACK TO job")
                self.forget()
            driver.execute("RELEASE job")

    def _do(self, connection: Connection, group: Group, job: Job) -> bool:
        """Run it; False when what it wrote is to be undone."""
        job.result = job.error = None
        try:
            if job.context is not None:
                return self._do_transaction(connection, group, job.context, job)
            _write_down(connection, group)  # it may look at, or delete, what the transactions before it recorded
            job.result = job.work(connection, *job.args, **job.kwargs)
        except (Held, Interrupted) as before:  # it has begun
            job.error = before
            return True
        except BaseException as error:
            job.error = refusal(error)
        return job.error is None

    def _do_transaction(self, connection: Connection, group: Group, context: Context, job: Job) -> bool:
        context.journey = job.journey  # as it was, should this be the second run
        tx = self._tx(connection, context)
        try:
            job.result = job.work(tx, *job.args, **job.kwargs)
            tx.flush()
        except Problem as problem:
            job.error = problem
            if not problem.keeps_changes:
                return not tx.wrote
            tx.flush()
        finally:
            let_go(tx)
        group.recording.keep(tx.records)
        return True

    def _tx(self, connection: Connection, context: Context) -> Transaction:
        """Raises SandboxUnknown, Held, Interrupted, TokenExpired, TokenOutlived."""
        key = key_of(context)
        row = self._sandboxes.get(key)
        if row is None:
            row = self._sandboxes[key] = row_of(connection, context)
        row.check_free(context)
        return self._store.tx(connection, context, row)


def _write_down(connection: Connection, group: Group) -> None:
    group.recording.write(connection)
    group.recorded = group.recorded or bool(group.recording.outgoing)
    group.alarmed = group.alarmed or bool(group.recording.timers)
    group.recording = Recording()
