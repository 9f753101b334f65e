"""What every store promises about sandboxes: rows, clocks, seeds of their own, gone when deleted."""

import asyncio
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from shared import sandbox
from shared.clock import Clock, to_micros
from shared.context import Context
from shared.errors import Conflict, SandboxUnknown, TokenExpired, TokenOutlived
from shared.events.hall import ApplicationWithdrawn
from shared.store import Store, Transaction
from shared.store.tables import infrastructure
from tests import within
from tests.lives import remove, reset
from tests.shared.store.tickets import (
    HERE,
    LIVES,
    THERE,
    Remark,
    Row,
    Ticket,
    add,
    numbers,
    seed,
    store,
)

__all__ = ["store"]


async def test_each_sandbox_has_its_own_clock(store: Store) -> None:
    moment = datetime.fromisoformat("2030-01-01T00:00:00+08:00")
    await sandbox.set_clock(store, "here", Clock(frozen_at=to_micros(moment)))
    assert await within.write(store, HERE, lambda tx: tx.now()) == moment
    assert await within.read(store, HERE, lambda tx: tx.now()) == moment
    assert (await within.write(store, THERE, lambda tx: tx.now())).year < 2030


async def test_a_token_expires_by_the_sandboxs_clock(store: Store) -> None:
    soon = Context(sandbox="here", token_expires_at=to_micros(datetime.fromisoformat("2029-01-01T00:00:00+08:00")))
    await within.read(store, soon, numbers)
    await sandbox.set_clock(store, "here", Clock(frozen_at=to_micros(datetime.fromisoformat("2030-01-01T00:00+08:00"))))
    with pytest.raises(TokenExpired):
        await within.read(store, soon, numbers)


async def test_the_same_seed_gives_the_same_randomness(store: Store) -> None:
    drawn = []
    for _ in range(2):
        await sandbox.create(store, "dice", seed, sandbox.Making(random_seed=42))
        drawn.append(await within.write(store, Context(sandbox="dice"), lambda tx: tx.random.randrange(10**9)))
        await remove(store, "dice")
    assert drawn[0] == drawn[1]


async def test_an_unknown_sandbox_is_refused(store: Store) -> None:
    with pytest.raises(SandboxUnknown):
        await within.write(store, Context(sandbox="nowhere"), add, 1)
    with pytest.raises(SandboxUnknown):
        await within.read(store, Context(sandbox="nowhere"), numbers)


async def test_a_deleted_sandbox_leaves_no_row_even_under_load(store: Store) -> None:
    def busy(tx: Transaction, number: int) -> None:
        add(tx, number)
        tx.record(ApplicationWithdrawn(application_id="a", project_code="c", reason="r"))

    async def load() -> None:
        for number in range(1, 200):
            await within.write(store, Context(sandbox="here"), busy, number)

    loads = [asyncio.create_task(load()) for _ in range(1)]
    await asyncio.sleep(0.05)
    await remove(store, "here")
    outcome = await asyncio.gather(*loads, return_exceptions=True)
    assert isinstance(outcome[0], SandboxUnknown)
    assert await store.core_read(rows_of, LIVES["here"]) == 0
    assert await within.read(store, THERE, numbers) == [0]


def rows_of(connection: Connection, life: int) -> int:
    count = 0
    for table in (*Row.metadata.sorted_tables, *infrastructure.sorted_tables):
        count += connection.scalar(select(func.count()).select_from(table).where(table.c.life == life)) or 0
    return count


async def test_reset_seeds_anew(store: Store) -> None:
    await within.write(store, HERE, add, 5)
    await reset(store, "here", seed)
    assert await within.read(store, HERE, numbers) == [0]


async def test_a_sandbox_sees_its_own_rows_only(store: Store) -> None:
    ticket = await within.write(store, HERE, add, 1, "mine")

    def peek(tx: Transaction) -> list[Any]:
        other = aliased(Ticket)
        numbered = select(col(other.id)).where(col(other.number) == 1)
        stolen = update(Ticket).where(col(Ticket.id) == ticket).values(label="stolen").returning(col(Ticket.id))
        return [
            tx.get(Ticket, ticket),
            tx.locked(Ticket, ticket),
            tx.scalars(select(Ticket).where(col(Ticket.id) == ticket)).first(),
            tx.scalars(select(col(other.label)).where(col(other.id) == ticket)).first(),
            tx.scalars(select(col(Ticket.label)).where(col(Ticket.id).in_(numbered))).first(),
            tx.scalars(stolen).first(),
        ]

    assert await within.write(store, THERE, peek) == [None] * 6
    assert await within.write(store, THERE, lambda tx: tx.scalar(select(func.count()).select_from(Ticket))) == 1
    assert await within.read(store, HERE, lambda tx: tx.scalars(select(col(Ticket.label))).all()) == ["seed", "mine"]


async def test_a_join_is_filtered_on_both_sides(store: Store) -> None:
    ticket = await within.write(store, HERE, add, 1)
    await within.write(store, HERE, lambda tx: tx.add(Remark(ticket_id=ticket, text="hello")))
    joined = select(col(Remark.text)).join(Ticket, col(Ticket.id) == Remark.ticket_id)
    assert await within.read(store, HERE, lambda tx: tx.scalars(joined).all()) == ["hello"]
    assert await within.read(store, THERE, lambda tx: tx.scalars(joined).all()) == []


async def test_natural_keys_are_unique_in_a_sandbox_not_across(store: Store) -> None:
    await within.write(store, HERE, add, 1)
    await within.write(store, THERE, add, 1)
    with pytest.raises(Conflict):
        await within.write(store, HERE, add, 1)
    assert await within.read(store, HERE, numbers) == [0, 1]


async def test_a_login_is_of_one_life(store: Store) -> None:
    """Whoever remembers what: each transaction looks at the row of its sandbox."""
    first = Context(sandbox="here", token_life=LIVES["here"])
    await within.write(store, first, add, 1)
    assert await store.lives("here", LIVES["here"])
    await reset(store, "here", seed, 70)
    for old in (first, Context(sandbox="here", token_life=69)):
        with pytest.raises(TokenOutlived):
            await within.write(store, old, add, 2)
        with pytest.raises(TokenOutlived):
            await within.read(store, old, numbers)
    assert not await store.lives("here", LIVES["here"]) and await store.lives("here", 70)
    await within.write(store, Context(sandbox="here", token_life=70), add, 3)
    assert await within.read(store, HERE, numbers) == [0, 3]
    await remove(store, "here")
    with pytest.raises(SandboxUnknown):
        await store.lives("here", 70)


async def test_names_that_differ_in_case_only_are_refused_by_the_database(store: Store) -> None:
    """However many gateways ask at once."""
    with pytest.raises(Conflict):
        await sandbox.create(store, "HERE", seed)
    assert await within.read(store, HERE, numbers) == [0]
