"""Sandboxes (沙箱): made, seeded, reset and deleted; many testers share one instance and never see each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from shared.clock import Clock, real_micros
from shared.context import Context
from shared.store import Store, Transaction
from shared.store.tables import infrastructure, sandboxes

Seed = Callable[[Transaction], None]


@dataclass(frozen=True, slots=True)
class Making:
    """What a sandbox is made with. `made_at` (real µs) is the same in all services: it is the life's name, and what was
    sent before is not of it. None for one that a service makes by itself, when it first starts.

    `expires_in` µs of not being used end it; that is for the gateway to see to.
    """

    made_at: int | None = None
    random_seed: int | None = None
    label: str | None = None
    expires_in: int | None = None


PLAIN = Making()


async def create(store: Store, name: str, seed: Seed, making: Making = PLAIN) -> bool:
    """Make a sandbox and fill it, in one transaction; False when it is there already."""
    return await store.write_core(_create, store, name, seed, making)


def _create(connection: Connection, store: Store, name: str, seed: Seed, making: Making) -> bool:
    if connection.scalar(select(sandboxes.c.name).where(sandboxes.c.name == name)) is not None:
        return False
    made_at = making.made_at or real_micros()
    connection.execute(insert(sandboxes), {
        "name": name, "created_at": made_at, "life": making.made_at or 0, "clock_offset": 0, "used_at": made_at,
        "random_seed": making.random_seed, "label": making.label, "expires_in": making.expires_in,
    })  # fmt: skip
    store.forget(name)
    with Transaction(connection, Context(sandbox=name), Clock(), store.randomness(name, making.random_seed)) as tx:
        seed(tx)
        tx.flush()
    return True


async def remove(store: Store, name: str) -> bool:
    """Delete a sandbox and every row of it; False when there is none."""
    found = await store.write_core(_remove, store, name)
    store.over(name)
    return found


def _remove(connection: Connection, store: Store, name: str) -> bool:
    # The sandbox's own row first: on PostgreSQL that waits for running transactions and keeps new ones out.
    found = connection.execute(delete(sandboxes).where(sandboxes.c.name == name)).rowcount == 1
    store.forget(name)
    for metadata in (store.metadata, infrastructure):
        for table in reversed(metadata.sorted_tables):
            if "sandbox" in table.c:
                connection.execute(delete(table).where(table.c.sandbox == name))
    return found


async def reset(store: Store, name: str, seed: Seed, making: Making = PLAIN) -> bool:
    """Delete and seed anew, in one transaction; False when there is none. What `making` leaves out stays as it was."""
    done = await store.write_core(_reset, store, name, seed, making)
    store.over(name)
    return done


def _reset(connection: Connection, store: Store, name: str, seed: Seed, making: Making) -> bool:
    columns = (sandboxes.c.random_seed, sandboxes.c.label, sandboxes.c.expires_in)
    kept = connection.execute(select(*columns).where(sandboxes.c.name == name)).first()
    if kept is None:
        return False
    again = Making(
        making.made_at or real_micros(),
        kept.random_seed if making.random_seed is None else making.random_seed,
        making.label or kept.label,
        making.expires_in or kept.expires_in,
    )
    return _remove(connection, store, name) and _create(connection, store, name, seed, again)


def names(connection: Connection) -> list[dict[str, Any]]:
    """All sandboxes: when they were made and last used (real µs), what they are called, when they expire (µs)."""
    columns = (sandboxes.c.name, sandboxes.c.created_at, sandboxes.c.used_at, sandboxes.c.label, sandboxes.c.expires_in)
    return [dict(row._mapping) for row in connection.execute(select(*columns).order_by(sandboxes.c.created_at))]


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
