"""Transactions may share a transaction, and wait for one another: none is to notice."""

import asyncio
import json
import threading
from pathlib import Path

from sqlalchemy import Connection, select, update
from sqlmodel import col

from shared.errors import NotFound
from shared.events.hall import ApplicationWithdrawn
from shared.identifiers import new_id
from shared.store import Store, Transaction
from shared.store.prepared import run_sql
from shared.store.tables import outbox
from tests import within
from tests.engines.postgres import PostgreSQL
from tests.shared.store.tickets import (
    HERE,
    INSERT,
    Ticket,
    add,
    numbers,
    opened,
    store,
)

__all__ = ["store"]

RENAME = {"sqlite": "UPDATE ticket SET label = ?", "postgresql": "UPDATE ticket SET label = %s"}
LABELS = dict.fromkeys(RENAME, "SELECT label FROM ticket")


async def test_one_failing_unit_does_not_hurt_its_neighbours(store: Store) -> None:
    """They may share one commit."""

    def maybe(tx: Transaction, number: int) -> None:
        add(tx, number)
        tx.flush()
        tx.record(ApplicationWithdrawn(application_id=str(number), project_code="c", reason="r"))
        if number % 3 == 0:
            raise RuntimeError

    await asyncio.gather(
        *(within.write(store, HERE.elsewhere("here"), maybe, n) for n in range(1, 40)), return_exceptions=True
    )
    well = [n for n in range(1, 40) if n % 3]
    assert await within.read(store, HERE, numbers) == [0, *well]
    bodies = await store.core_read(lambda c: list(c.scalars(select(outbox.c.body))))
    assert sorted(int(json.loads(body)["data"]["application_id"]) for body in bodies) == well


async def test_read_modify_write_of_a_locked_row_loses_nothing(store: Store) -> None:
    ticket = await within.write(store, HERE, add, 1000)

    def increase(tx: Transaction) -> None:
        row = tx.locked(Ticket, ticket)
        assert row is not None
        row.number += 1

    await asyncio.gather(*(within.write(store, HERE, increase) for _ in range(40)))
    assert await within.read(store, HERE, numbers) == [0, 1040]


async def test_units_that_collide_on_a_natural_key_are_run_again(store: Store) -> None:
    """Get-or-create by forty at once makes one row, and nobody is refused."""

    def get_or_create(tx: Transaction) -> str:
        found = tx.scalars(select(Ticket).where(col(Ticket.number) == 7)).first()
        return found.id if found else add(tx, 7)

    ids = await asyncio.gather(*(within.write(store, HERE, get_or_create) for _ in range(40)))
    assert len(set(ids)) == 1
    assert await within.read(store, HERE, numbers) == [0, 7]


async def test_a_refusal_that_wrote_nothing_undoes_nobodys_work(store: Store) -> None:
    """The others are not even run again."""
    runs: list[int] = []

    def maybe(tx: Transaction, number: int) -> None:
        runs.append(number)
        if number % 3 == 0:
            assert 0 in numbers(tx)
            raise NotFound
        add(tx, number)

    outcomes = await asyncio.gather(
        *(within.write(store, HERE.elsewhere("here"), maybe, n) for n in range(1, 31)), return_exceptions=True
    )
    assert [isinstance(outcome, NotFound) for outcome in outcomes] == [n % 3 == 0 for n in range(1, 31)]
    assert sorted(runs) == list(range(1, 31))
    assert await within.read(store, HERE, numbers) == [0, *(n for n in range(1, 31) if n % 3)]


async def test_a_unit_that_breaks_is_not_run_again(store: Store) -> None:
    """Else a fault that passes would leave no trace."""
    runs: list[int] = []

    def maybe(tx: Transaction, number: int) -> None:
        runs.append(number)
        add(tx, number)
        tx.flush()
        if number % 5 == 0:
            raise RuntimeError

    await asyncio.gather(
        *(within.write(store, HERE.elsewhere("here"), maybe, n) for n in range(1, 31)), return_exceptions=True
    )
    assert sorted(number for number in runs if number % 5 == 0) == [5, 10, 15, 20, 25, 30]
    assert await within.read(store, HERE, numbers) == [0, *(n for n in range(1, 31) if n % 5)]


async def test_what_a_refused_transaction_inserted_is_gone_and_its_neighbours_rows_are_there(store: Store) -> None:
    def insert_and_maybe_refuse(tx: Transaction, number: int) -> None:
        tx.run(INSERT, {"id": new_id(), "number": number, "label": "", "facts": {}})
        if number % 3 == 0:
            raise NotFound

    running = [within.write(store, HERE.elsewhere("here"), insert_and_maybe_refuse, n) for n in range(1, 31)]
    await asyncio.gather(*running, return_exceptions=True)
    assert await within.read(store, HERE, numbers) == [0, *(n for n in range(1, 31) if n % 3)]


async def test_on_postgresql_who_waits_for_a_lock_waits_alone(postgres: PostgreSQL, tmp_path: Path) -> None:
    """Another replica holds a row for long: whoever needs it waits, and nobody else."""
    async with opened(postgres.new_database(), tmp_path) as store:
        ticket = await within.write(store, HERE, add, 1)
        held, release = threading.Event(), threading.Event()

        def hold(connection: Connection) -> None:
            connection.execute(update(Ticket).where(col(Ticket.id) == ticket).values(label="held"))
            held.set()
            release.wait(30)

        holding = asyncio.create_task(store.core_write(hold))
        await asyncio.to_thread(held.wait)
        waiting = asyncio.create_task(within.write(store, HERE.elsewhere("here"), lambda tx: tx.locked(Ticket, ticket)))
        others = [within.write(store, HERE.elsewhere("here"), add, number) for number in range(2, 12)]
        async with asyncio.timeout(10):
            await asyncio.gather(*others)
        assert not waiting.done()
        release.set()
        await holding
        found = await waiting
        assert found is not None and found.label == "held"


async def test_work_of_no_sandbox_durable_or_not_is_there_at_once(store: Store) -> None:
    def rename(connection: Connection, label: str) -> None:
        run_sql(connection, RENAME, (label,), returns=False)

    def labels(connection: Connection) -> list[str]:
        return [row[0] for row in run_sql(connection, LABELS, ())]

    for durable in (True, False):
        await store.core_write(rename, str(durable), durable=durable)
        assert await store.core_read(labels) == [str(durable)] * 2
