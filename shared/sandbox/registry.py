"""The registry: which lives of which sandboxes there are, and for which of them a name stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from shared.clock import Clock, real_micros
from shared.context import Context
from shared.store import Store, Transaction
from shared.store.tables import infrastructure, sandboxes

FIRST = 1
"""The life every service begins in by itself, when its database is new: of the default sandbox, alike in all."""

Seed = Callable[[Transaction], None]


@dataclass(frozen=True, slots=True)
class Making:
    """What a sandbox is made with. `expires_in` µs of not being used end it; that is for the gateway to see to."""

    random_seed: int | None = None
    label: str | None = None
    expires_in: int | None = None


PLAIN = Making()


class Listed(NamedTuple):
    """A life as the registry has it."""

    life: int
    name: str
    switched_on: bool


async def create(store: Store, name: str, seed: Seed, making: Making = PLAIN, life: int | None = None) -> bool:
    """Make a sandbox, fill it and switch it on, in one transaction; False when there is one of that name already."""
    made: bool = await store.core_write(_create, store, name, seed, making, life)
    store.forget(name)
    return made


def _create(connection: Connection, store: Store, name: str, seed: Seed, making: Making, life: int | None) -> bool:
    left = connection.scalar(select(sandboxes.c.life).where(sandboxes.c.name == name, sandboxes.c.switched_on))
    if left is not None and life in (left, None):
        return False
    if left is not None:  # by a making that broke off
        _remove(connection, store, left)
    _begin(connection, store, name, life or next_life(connection), seed, making, True)
    return True


async def begin(store: Store, name: str, life: int, seed: Seed, making: Making = PLAIN) -> bool:
    """Begin a life of a sandbox and fill it, beside any other; nobody sees it yet. False when it is there already."""
    begun: bool = await store.core_write(_begin, store, name, life, seed, making, False)
    return begun


def _begin(
    connection: Connection, store: Store, name: str, life: int, seed: Seed, making: Making, switched_on: bool
) -> bool:
    if connection.scalar(select(sandboxes.c.life).where(sandboxes.c.life == life)) is not None:
        return False
    now = real_micros()
    connection.execute(insert(sandboxes), {
        "life": life, "name": name, "switched_on": switched_on, "created_at": now, "used_at": now, "clock_offset": 0,
        "random_seed": making.random_seed, "label": making.label, "expires_in": making.expires_in,
    })  # fmt: skip
    store.forget_randomness(life)
    context = Context(sandbox=name, life=life)
    with Transaction(connection, context, Clock(), store.randomness(life, making.random_seed), life) as tx:
        seed(tx)
        tx.flush()
    return True


def next_life(connection: Connection) -> int:
    """A number greater than that of any life so far; for the gateway, which gives them."""
    return max(real_micros(), (connection.scalar(select(func.max(sandboxes.c.life))) or 0) + 1)


async def switch(store: Store, life: int) -> bool:
    """Have the sandbox's name stand for this life from now on, unless it stands for a later one already; False when
    the life is not here."""
    name = await store.core_write(_switch, life)
    if name is not None:
        store.over(name)
    return name is not None


def _switch(connection: Connection, life: int) -> str | None:
    row = connection.execute(select(sandboxes.c.name).where(sandboxes.c.life == life)).first()
    if row is None:
        return None
    name: str = row.name
    of_this_name = func.lower(sandboxes.c.name) == name.lower()
    # In order, and held: of two that switch the same name at once one waits for the other, and sees what it did.
    held = select(sandboxes.c.life, sandboxes.c.switched_on).where(of_this_name).order_by(sandboxes.c.life)
    on = [other.life for other in connection.execute(held.with_for_update(key_share=True)) if other.switched_on]
    if all(other < life for other in on):
        connection.execute(update(sandboxes).where(of_this_name, sandboxes.c.switched_on).values(switched_on=False))
        connection.execute(update(sandboxes).where(sandboxes.c.life == life).values(switched_on=True))
    return name


async def remove(store: Store, life: int) -> bool:
    """Take away a life with every row of it; False when there is none."""
    name: str | None = await store.core_write(_remove, store, life)
    if name is not None:
        store.over(name)
        store.forget_randomness(life)
    return name is not None


def _remove(connection: Connection, store: Store, life: int) -> str | None:
    # The registry's row first: on PostgreSQL that waits for running transactions and keeps new ones out.
    gone = connection.execute(delete(sandboxes).where(sandboxes.c.life == life).returning(sandboxes.c.name)).first()
    if gone is None:
        return None
    store.forget(gone.name)
    for metadata in (store.metadata, infrastructure):
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table).where(table.c.life == life))
    return str(gone.name)


async def reset(store: Store, name: str, seed: Seed, life: int) -> bool:
    """Begin anew in this life, and take away the one before; False when there is no such sandbox."""
    return await store.core_write(_reset, store, name, seed, life)


def _reset(connection: Connection, store: Store, name: str, seed: Seed, life: int) -> bool:
    columns = (sandboxes.c.life, sandboxes.c.random_seed, sandboxes.c.label, sandboxes.c.expires_in)
    kept = connection.execute(select(*columns).where(sandboxes.c.name == name, sandboxes.c.switched_on)).first()
    if kept is None:
        return False
    _begin(connection, store, name, life, seed, Making(*kept[1:]), False)
    _switch(connection, life)
    _remove(connection, store, kept.life)
    return True


def names(connection: Connection) -> list[dict[str, Any]]:
    """All sandboxes: when they were made and last used (real µs), what they are called, when they expire (µs)."""
    columns = (sandboxes.c.name, sandboxes.c.created_at, sandboxes.c.used_at, sandboxes.c.label, sandboxes.c.expires_in)
    mine = select(*columns).where(sandboxes.c.switched_on).order_by(sandboxes.c.created_at)
    return [dict(row._mapping) for row in connection.execute(mine)]


def lives(connection: Connection) -> list[Listed]:
    """Every life of every sandbox."""
    return [
        Listed(*row) for row in connection.execute(select(sandboxes.c.life, sandboxes.c.name, sandboxes.c.switched_on))
    ]
