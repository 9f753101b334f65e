"""The registry's changes: lives are begun, a name is switched over to one of them, others are taken away.

The gateway's is the authority: it gives the numbers, and a name is switched over there, in one commit. The services'
follow it (`switch`), and never go back to an earlier life.
"""

from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, select, update

from shared.clock import Clock, real_micros
from shared.context import Context
from shared.errors import Conflict, SandboxUnknown, Unavailable
from shared.sandbox.copying import Origin, copy_rows
from shared.sandbox.hold import once_free
from shared.sandbox.reading import PLAIN, Life, Making, lives_of_name, name_of, next_life, the_one_on
from shared.store import Store, Transaction
from shared.store.tables import infrastructure, sandboxes

FIRST = 1
"""The life every service begins in by itself, when its database is new: of the default sandbox, alike in all."""

BUILDING_US = 60_000_000
"""For so long a life that is not switched on is taken for one that somebody is building."""

Seed = Callable[[Transaction], None]


async def create(store: Store, name: str, seed: Seed, making: Making = PLAIN, life: int | None = None) -> bool:
    """Make a sandbox, fill it and switch it on, in one transaction, where nobody else has one; False when there is one
    of that name. Raises Conflict when there is one that differs in case only."""
    made: bool = await store.core_write(_create, store, name, seed, making, life)
    store.forget(name)
    return made


def _create(connection: Connection, store: Store, name: str, seed: Seed, making: Making, life: int | None) -> bool:
    on = the_one_on(lives_of_name(connection, name))
    if on is not None and on.name != name:
        raise Conflict
    if on is not None:
        return False
    number = next_life(connection) if life is None else life
    _begin(connection, store, name, number, seed, making)
    connection.execute(update(sandboxes).where(sandboxes.c.life == number).values(switched_on=True))
    return True


async def reserve(store: Store, name: str, seed: Seed, making: Making, origin: Origin | None = None) -> int:
    """At the gateway: the next life of this sandbox, begun and filled here, and seen by nobody yet. As `begin`."""
    return await store.core_write(_reserve, store, name, seed, making, origin)


def _reserve(connection: Connection, store: Store, name: str, seed: Seed, making: Making, origin: Origin | None) -> int:
    life = next_life(connection)
    _begin(connection, store, name, life, seed, making, origin)
    return life


async def begin(
    store: Store, name: str, life: int, seed: Seed, making: Making = PLAIN, origin: Origin | None = None
) -> bool:
    """Begin a life of a sandbox beside any other; nobody sees it yet. False when it is there already.

    It is filled by its seed, or with what there is of its `origin`; raises SandboxUnknown when that is gone.
    """
    begun: bool = await store.core_write(_begin, store, name, life, seed, making, origin)
    return begun


def _begin(
    connection: Connection, store: Store, name: str, life: int, seed: Seed, making: Making,
    origin: Origin | None = None,
) -> bool:  # fmt: skip
    if connection.scalar(select(sandboxes.c.life).where(sandboxes.c.life == life)) is not None:
        return False
    now, clock = real_micros(), Clock() if origin is None else origin.clock
    connection.execute(insert(sandboxes), {
        "life": life, "name": name, "switched_on": False, "building_until": now + BUILDING_US, "created_at": now,
        "used_at": now, "clock_offset": clock.offset, "clock_frozen_at": clock.frozen_at,
        "random_seed": making.random_seed, "label": making.label,
        "expires_in": making.expires_in,
    })  # fmt: skip
    store.forget_randomness(life)
    if origin is None:
        _plant(connection, store, name, life, seed, making)
    elif origin.life is not None:
        copy_rows(connection, store, origin.life, life)
    return True


def _plant(connection: Connection, store: Store, name: str, life: int, seed: Seed, making: Making) -> None:
    context = Context(sandbox=name, life=life)
    with Transaction(connection, context, Clock(), store.randomness(life, making.random_seed), life) as tx:
        seed(tx)
        tx.flush()


async def take_over(store: Store, life: int, again: bool | None) -> list[int]:
    """At the gateway: the name stands for this life from now on, and has until now stood for one (`again`), or for
    none; None: whichever. This commit is what makes or resets a sandbox. Returns the lives that are over: the one
    before, or this one where a later reset was quicker.

    Raises Conflict when the name is taken, in whatever case; SandboxUnknown when there is nothing to be reset any more;
    Unavailable when it took too long to build the life, and it is gone.
    """
    name, over = await once_free(lambda: store.core_write(_take_over, life, again))
    store.over(name)
    return over


def _take_over(connection: Connection, life: int, again: bool | None) -> tuple[str, list[int]] | None:
    name = name_of(connection, life)
    if name is None:
        raise Unavailable
    of_name = lives_of_name(connection, name)
    on = the_one_on(of_name)
    if on is not None and (again is False or (again is None and on.name != name)):
        raise Conflict
    if again and (on is None or on.name != name):
        raise SandboxUnknown(sandbox=name)
    if on is not None and on.life > life:
        return name, [life]
    if on is not None and on.held_until > real_micros():
        return None
    _stand_for(connection, life, of_name)
    return name, [on.life] if on is not None else []


async def let_go(store: Store, name: str) -> list[int]:
    """At the gateway: the name stands for no life any more. This commit is what deletes a sandbox. Returns the lives
    that are over, those of its checkpoints among them; none when there was no such sandbox."""
    over = await once_free(lambda: store.core_write(_let_go, name))
    store.over(name)
    return over


def _let_go(connection: Connection, name: str) -> list[int] | None:
    of_name = lives_of_name(connection, name)
    on = the_one_on(of_name)
    if on is None or on.name != name:
        return []
    if on.held_until > real_micros():
        return None
    over = [on.life, *(one.life for one in of_name if one.kept_as is not None)]
    ended = update(sandboxes).where(sandboxes.c.life.in_(over))
    connection.execute(ended.values(switched_on=False, building_until=0, kept_as=None))
    return over


async def switch(store: Store, life: int) -> bool:
    """At a service: the name stands for this life, as the gateway has it, unless it stands for a later one already;
    False when the life is not here."""
    name = await store.core_write(_switch, life)
    if name is not None:
        store.over(name)
    return name is not None


def _switch(connection: Connection, life: int) -> str | None:
    name = name_of(connection, life)
    if name is None:
        return None
    of_name = lives_of_name(connection, name)
    on = the_one_on(of_name)
    if on is None or on.life < life:
        _stand_for(connection, life, of_name)
    return name


def _stand_for(connection: Connection, life: int, of_name: list[Life]) -> None:
    others = [one.life for one in of_name if one.switched_on]
    off = update(sandboxes).where(sandboxes.c.life.in_(others)).values(switched_on=False, building_until=0)
    connection.execute(off)
    connection.execute(update(sandboxes).where(sandboxes.c.life == life).values(switched_on=True))


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
