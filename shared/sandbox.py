"""Sandboxes (沙箱): made, seeded, reset and deleted; many testers share one instance and never see each other."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from shared.clock import Clock, real_micros
from shared.context import Context
from shared.store import Store, Unit
from shared.store.tables import infrastructure, sandboxes

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
Seed = Callable[[Unit], None]


async def create(
    store: Store, name: str, seed: Seed, random_seed: int | None = None, created_at: int | None = None
) -> bool:
    """Make a sandbox and fill it, in one transaction; False when it is there already. `created_at` is real µs."""
    return await store.write_core(_create, store, name, seed, random_seed, created_at or real_micros())


def _create(
    connection: Connection, store: Store, name: str, seed: Seed, random_seed: int | None, created_at: int
) -> bool:
    if connection.scalar(select(sandboxes.c.name).where(sandboxes.c.name == name)) is not None:
        return False
    row = {"name": name, "created_at": created_at, "clock_offset": 0, "random_seed": random_seed}
    connection.execute(insert(sandboxes), row)
    store.forget(name)
    with Unit(connection, Context(sandbox=name), Clock(), store.randomness(name, random_seed)) as unit:
        seed(unit)
        unit.flush()
    return True


async def remove(store: Store, name: str) -> bool:
    """Delete a sandbox and every row of it; False when there is none."""
    return await store.write_core(_remove, store, name)


def _remove(connection: Connection, store: Store, name: str) -> bool:
    # The sandbox's own row first: on PostgreSQL that waits for running units and keeps new ones out.
    found = connection.execute(delete(sandboxes).where(sandboxes.c.name == name)).rowcount == 1
    store.forget(name)
    for metadata in (store.metadata, infrastructure):
        for table in reversed(metadata.sorted_tables):
            if "sandbox" in table.c:
                connection.execute(delete(table).where(table.c.sandbox == name))
    return found


async def reset(
    store: Store, name: str, seed: Seed, random_seed: int | None = None, created_at: int | None = None
) -> bool:
    """Delete and seed anew, in one transaction; False when there is none. Without a `random_seed` it keeps its own."""
    return await store.write_core(_reset, store, name, seed, random_seed, created_at or real_micros())


def _reset(
    connection: Connection, store: Store, name: str, seed: Seed, random_seed: int | None, created_at: int
) -> bool:
    known = connection.scalar(select(sandboxes.c.random_seed).where(sandboxes.c.name == name))
    again = known if random_seed is None else random_seed
    return _remove(connection, store, name) and _create(connection, store, name, seed, again, created_at)


def names(connection: Connection) -> list[dict[str, Any]]:
    """All sandboxes with the moment they were made (µs)."""
    rows = connection.execute(select(sandboxes.c.name, sandboxes.c.created_at).order_by(sandboxes.c.created_at))
    return [{"name": row.name, "created_at": row.created_at} for row in rows]


def clock(connection: Connection, name: str) -> Clock:
    """A sandbox's clock; raises SandboxUnknown."""
    return Store.sandbox_row(connection, name).clock


async def set_clock(store: Store, name: str, clock: Clock) -> None:
    """Move a sandbox's clock."""
    await store.write_core(_set_clock, store, name, clock)


def _set_clock(connection: Connection, store: Store, name: str, clock: Clock) -> None:
    values = {"clock_offset": clock.offset, "clock_frozen_at": clock.frozen_at}
    connection.execute(update(sandboxes).where(sandboxes.c.name == name).values(values))
    store.forget(name)
