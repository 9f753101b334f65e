"""Which timers there are, and when the next one is due."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select, tuple_

from shared.clock import real_micros
from shared.store.prepared import Prepared
from shared.store.tables import sandboxes, timers

TOGETHER = 200


class Timer(NamedTuple):
    """`kind` says what is due (retry, link-code …), `key` of which; `due_at` in µs of the sandbox's clock."""

    life: int
    sandbox: str
    kind: str
    key: str
    due_at: int
    journey: str | None


_COLUMNS = (timers.c.life, sandboxes.c.name, timers.c.kind, timers.c.key, timers.c.due_at, timers.c.journey)
_SOONEST = select(func.min(timers.c.due_at)).where(timers.c.life == sandboxes.c.life).scalar_subquery()
# One look into the index for each sandbox, however many timers it has.
_CLOCKS = Prepared(
    select(sandboxes.c.clock_offset, sandboxes.c.clock_frozen_at, _SOONEST.label("soonest")).where(
        _SOONEST.is_not(None), sandboxes.c.switched_on, sandboxes.c.held_until <= bindparam("now")
    )
)
_DUE = (
    select(*_COLUMNS)
    .join(sandboxes, sandboxes.c.life == timers.c.life)
    .where(sandboxes.c.switched_on)
    .order_by(timers.c.due_at, timers.c.key)
    .limit(TOGETHER)
)


def due(connection: Connection) -> list[Timer]:
    """Timers whose time has come by their sandbox's clock, in the order of their times."""
    frozen, now = sandboxes.c.clock_frozen_at, real_micros()
    passed = or_(timers.c.due_at <= frozen, frozen.is_(None) & (timers.c.due_at <= sandboxes.c.clock_offset + now))
    return [Timer(*row) for row in connection.execute(_DUE.where(passed, sandboxes.c.held_until <= now))]


def until_due(connection: Connection) -> int | None:
    """µs until the next timer is due, 0 or less when one is; None when none will be as long as no clock is moved."""
    now = real_micros()
    left = [
        row.soonest - (now + row.clock_offset if row.clock_frozen_at is None else row.clock_frozen_at)
        for row in _CLOCKS.run(connection, {"now": now})
        if row.clock_frozen_at is None or row.soonest <= row.clock_frozen_at
    ]
    return min(left, default=None)


def timers_of(
    connection: Connection, life: int, limit: int, until: int | None = None, after: tuple[int, str] | None = None
) -> list[Timer]:
    """The sandbox's next timers; due by then, after the one of this moment and key."""
    wanted: Any = select(*_COLUMNS).join(sandboxes, sandboxes.c.life == timers.c.life).where(timers.c.life == life)
    if until is not None:
        wanted = wanted.where(timers.c.due_at <= until)
    if after is not None:
        wanted = wanted.where(tuple_(timers.c.due_at, timers.c.key) > tuple_(*after))
    return [Timer(*row) for row in connection.execute(wanted.order_by(timers.c.due_at, timers.c.key).limit(limit))]
