"""Checkpoints (检查点): lives of a sandbox that are kept as they are, and that no name stands for.

Nothing happens in them: nothing of them is sent, no timer of theirs fires, nobody can log in. Going back to one is
making another copy of it. They are the gateway's registry's business; a service has one life more.
"""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select, update

from shared.clock import Clock, real_micros
from shared.errors import Conflict, SandboxUnknown, Unavailable
from shared.sandbox.reading import Making, lives_of_name, name_of, the_one_on
from shared.sandbox.registry import BUILDING_US
from shared.store import Store
from shared.store.tables import sandboxes


class Checkpoint(NamedTuple):
    """`made_at`: real µs; `clock`: as it was then; `making`: what the sandbox was made with."""

    life: int
    name: str
    made_at: int
    clock: Clock
    making: Making


async def keep(store: Store, life: int, name: str) -> None:
    """This life, of which nobody knows yet, is a checkpoint of its sandbox. Raises Conflict when the sandbox has one of
    that name, in whatever case; SandboxUnknown when the sandbox is gone meanwhile; Unavailable when this life is."""
    await store.core_write(_keep, life, name)


def _keep(connection: Connection, life: int, name: str) -> None:
    sandbox = name_of(connection, life)
    if sandbox is None:
        raise Unavailable
    of_name = lives_of_name(connection, sandbox)
    on = the_one_on(of_name)
    if on is None or on.name != sandbox:
        raise SandboxUnknown(sandbox=sandbox)
    if any(one.kept_as is not None and one.kept_as.lower() == name.lower() for one in of_name):
        raise Conflict
    connection.execute(update(sandboxes).where(sandboxes.c.life == life).values(kept_as=name))


async def stay(store: Store, life: int) -> None:
    """What is being built takes longer: it is no leftover yet."""
    await store.core_write(_stay, life)


def _stay(connection: Connection, life: int) -> None:
    until = real_micros() + BUILDING_US
    connection.execute(update(sandboxes).where(sandboxes.c.life == life).values(building_until=until))


async def forget(store: Store, sandbox: str, name: str) -> list[int]:
    """It is no checkpoint any more. Returns the life that is over; none when there was no such checkpoint."""
    return await store.core_write(_forget, sandbox, name)


def _forget(connection: Connection, sandbox: str, name: str) -> list[int]:
    over = update(sandboxes).where(*_named(sandbox), sandboxes.c.kept_as == name)
    return list(connection.scalars(over.values(kept_as=None, building_until=0).returning(sandboxes.c.life)))


_COLUMNS = [
    sandboxes.c[name]
    for name in (
        "life", "kept_as", "created_at", "clock_offset", "clock_frozen_at", "random_seed", "label", "expires_in"
    )
]  # fmt: skip


def checkpoints(connection: Connection, sandbox: str) -> list[Checkpoint]:
    """All of a sandbox, the newest first."""
    mine = select(*_COLUMNS).where(*_named(sandbox)).order_by(sandboxes.c.life.desc())
    return [
        Checkpoint(life, name, made_at, Clock(offset, frozen_at), Making(seed, label, expires_in))
        for life, name, made_at, offset, frozen_at, seed, label, expires_in in connection.execute(mine)
    ]


def _named(sandbox: str) -> tuple[ColumnElement[bool], ...]:
    return sandboxes.c.name == sandbox, sandboxes.c.kept_as.is_not(None)
