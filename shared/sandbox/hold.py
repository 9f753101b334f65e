"""Holding a life of a sandbox for a moment: so that it can be copied as it is in all services at one time.

While it is held whoever writes in it waits, and what was sent to it comes again later; reading goes on, and so do all
other sandboxes. A hold is a lease: it ends by itself when its holder dies. What only tells of what happened (requests
in the journal, marks in the outbox) is written all the same.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import Connection, select, update

from shared.clock import Clock, real_micros
from shared.errors import SandboxUnknown
from shared.store import Store
from shared.store.tables import sandboxes

LONGEST_SECONDS = 10.0
PAUSE_SECONDS = 0.02

T = TypeVar("T")


async def hold(store: Store, life: int, holder: str, seconds: float) -> bool:
    """Hold it, or hold it longer, once everybody who writes in it now has done so; False while somebody else does.

    Raises SandboxUnknown.
    """
    return await store.core_write(_hold, store, life, holder, min(seconds, LONGEST_SECONDS))


def _hold(connection: Connection, store: Store, life: int, holder: str, seconds: float) -> bool:
    # The row is locked as for its removal: on PostgreSQL that waits for the transactions that run in it.
    mine = select(sandboxes.c.name, sandboxes.c.held_by, sandboxes.c.held_until).where(sandboxes.c.life == life)
    row = connection.execute(mine.with_for_update()).first()
    if row is None:
        raise SandboxUnknown(sandbox=str(life))
    now = real_micros()
    if row.held_by != holder and row.held_until > now:
        return False
    until = now + int(seconds * 1_000_000)
    held = update(sandboxes).where(sandboxes.c.life == life).values(held_by=holder, held_until=until)
    connection.execute(held)
    store.forget(row.name)
    return True


async def quieten(store: Store, life: int, seconds: float) -> bool:
    """Have nothing of it sent for a moment, so that what is on its way arrives; everything else goes on."""
    until = real_micros() + int(min(seconds, LONGEST_SECONDS) * 1_000_000)
    return await store.core_write(_quieten, life, until)


def _quieten(connection: Connection, life: int, until: int) -> bool:
    quiet = update(sandboxes).where(sandboxes.c.life == life).values(quiet_until=until)
    return bool(connection.execute(quiet).rowcount)


async def release(store: Store, life: int, holder: str) -> bool:
    """Hold it no longer; False when this holder does not hold it any more."""
    return await store.core_write(_release, store, life, holder)


def _release(connection: Connection, store: Store, life: int, holder: str) -> bool:
    free = update(sandboxes).where(sandboxes.c.life == life, sandboxes.c.held_by == holder)
    free_again = free.values(held_by=None, held_until=0, quiet_until=0).returning(sandboxes.c.name)
    names = connection.scalars(free_again).all()
    for name in names:
        store.forget(name)
    return bool(names)


async def once_free(attempt: Callable[[], Awaitable[T | None]]) -> T:
    """What `attempt` gives as soon as it gives something: None means that the sandbox is held."""
    while True:
        found = await attempt()
        if found is not None:
            return found
        await asyncio.sleep(PAUSE_SECONDS)  # it may end at another replica, or because its holder died


async def set_clock(store: Store, name: str, clock: Clock) -> None:
    """Move a sandbox's clock, once nobody holds it."""
    await once_free(lambda: store.core_write(_set_clock, store, name, clock))


def _set_clock(connection: Connection, store: Store, name: str, clock: Clock) -> bool | None:
    values = {"clock_offset": clock.offset, "clock_frozen_at": clock.frozen_at}
    mine = (sandboxes.c.name == name, sandboxes.c.switched_on)
    free = (*mine, sandboxes.c.held_until <= real_micros())  # asked with the change: a hold may be committed meanwhile
    moved = connection.execute(update(sandboxes).where(*free).values(values).returning(sandboxes.c.life)).first()
    if moved is None and connection.scalar(select(sandboxes.c.life).where(*mine)) is not None:
        return None
    store.forget(name)
    return True
