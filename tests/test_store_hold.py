"""What every store promises about a sandbox that is held: who writes waits, who reads does not; it ends by itself."""

import asyncio
import time
from datetime import timedelta

import pytest
from sqlalchemy import Connection, update

from shared import sandbox
from shared.clock import Clock, real_micros
from shared.context import Context, entered
from shared.errors import Held
from shared.store import Store, Transaction
from shared.store.tables import sandboxes
from shared.timers.reading import until_due
from tests.lives import reset
from tests.shared.store.tickets import LIVES, add, numbers, seed, store

__all__ = ["store"]

HERE, THERE = LIVES["here"], LIVES["there"]


async def write(store: Store, name: str, number: int) -> str:
    with entered(Context(sandbox=name)):
        return await store.write(add, number)


async def read(store: Store, name: str) -> list[int]:
    with entered(Context(sandbox=name)):
        return await store.read(numbers)


async def test_who_writes_waits_until_it_is_released_and_nobody_else_does(store: Store) -> None:
    assert await sandbox.hold(store, HERE, "me", 10)
    waiting = [asyncio.create_task(write(store, "here", number)) for number in range(1, 6)]
    await write(store, "there", 1)
    assert await read(store, "here") == [0] and await read(store, "there") == [0, 1]
    assert not any(task.done() for task in waiting)
    assert await sandbox.release(store, HERE, "me")
    await asyncio.gather(*waiting)
    assert await read(store, "here") == [0, 1, 2, 3, 4, 5]


async def test_a_hold_ends_by_itself(store: Store) -> None:
    assert await sandbox.hold(store, HERE, "who died", 0.3)
    await write(store, "here", 1)
    assert not await sandbox.release(store, HERE, "somebody else")
    assert await read(store, "here") == [0, 1]


async def test_one_holder_at_a_time(store: Store) -> None:
    assert await sandbox.hold(store, HERE, "me", 10)
    assert not await sandbox.hold(store, HERE, "you", 10)
    assert await sandbox.hold(store, HERE, "me", 10) and await sandbox.hold(store, THERE, "you", 10)
    assert await sandbox.release(store, HERE, "me")
    assert await sandbox.hold(store, HERE, "you", 10)


async def test_who_holds_waits_for_those_who_write(store: Store) -> None:
    """Whatever was begun is in it, all of it or nothing."""

    def slowly(tx: Transaction, number: int) -> None:
        add(tx, number)
        tx.flush()
        add(tx, number + 100)

    async def busy() -> None:
        for number in range(1, 40):
            with entered(Context(sandbox="here")):
                await store.write(slowly, number)

    writing = asyncio.create_task(busy())
    for _ in range(4):
        await asyncio.sleep(0.02)
        assert await sandbox.hold(store, HERE, "me", 10)
        seen = await read(store, "here")
        await asyncio.sleep(0.05)
        assert await read(store, "here") == seen and (len(seen) - 1) % 2 == 0
        await sandbox.release(store, HERE, "me")
    await writing
    assert len(await read(store, "here")) == 79


async def test_a_delivery_does_not_wait_but_comes_again(store: Store) -> None:
    """Others are behind it."""
    assert await sandbox.hold(store, HERE, "me", 10)
    with entered(Context(sandbox="here", life=HERE)), pytest.raises(Held):
        await store.write(add, 1)
    assert await read(store, "here") == [0]


async def test_timers_are_not_fired_meanwhile(store: Store) -> None:
    with entered(Context(sandbox="here")):
        await store.write(lambda tx: tx.set_timer("code", "c", tx.now() - timedelta(seconds=1)))
    assert (await store.core_read(until_due) or 0) <= 0
    assert await sandbox.hold(store, HERE, "me", 10)
    assert await store.core_read(until_due) is None


@pytest.mark.parametrize("change", ["clock", "reset"])
async def test_clock_and_life_stay_as_they_are_meanwhile(store: Store, change: str) -> None:
    assert await sandbox.hold(store, HERE, "me", 10)
    if change == "clock":
        changing = asyncio.create_task(sandbox.set_clock(store, "here", Clock(offset=5)))
    else:
        life = await sandbox.reserve(store, "here", seed, sandbox.Making())
        changing = asyncio.create_task(sandbox.take_over(store, life, again=True))  # type: ignore[arg-type]
    await asyncio.sleep(0.2)
    assert not changing.done() and await store.life("here") == HERE
    await sandbox.release(store, HERE, "me")
    await changing


async def test_a_clock_is_not_moved_while_somebody_is_taking_hold(store: Store) -> None:
    """The hold was not committed yet when the move began."""

    def take_hold(connection: Connection) -> None:
        until = real_micros() + 10_000_000
        connection.execute(update(sandboxes).where(sandboxes.c.life == HERE).values(held_by="me", held_until=until))
        time.sleep(0.3)

    holding = asyncio.create_task(store.core_write(take_hold))
    await asyncio.sleep(0.1)
    moving = asyncio.create_task(sandbox.set_clock(store, "here", Clock(offset=5)))
    await holding
    await asyncio.sleep(0.2)
    assert not moving.done() and (await store.core_read(sandbox.clock, "here")).offset == 0
    await sandbox.release(store, HERE, "me")
    await moving
    assert (await store.core_read(sandbox.clock, "here")).offset == 5


async def test_a_life_that_is_over_holds_nobody(store: Store) -> None:
    assert await sandbox.hold(store, HERE, "me", 10)
    await reset(store, "here", seed)
    await write(store, "here", 1)
