"""A sandbox's clock, as its row has it."""

from sqlalchemy import Connection, select, update

from shared.clock import Clock, real_micros
from shared.sandbox.hold import once_free
from shared.store import Store
from shared.store.lives import row_of_sandbox
from shared.store.tables import sandboxes


def clock(connection: Connection, name: str) -> Clock:
    """A sandbox's clock; raises SandboxUnknown."""
    return row_of_sandbox(connection, name).clock


async def set_clock(store: Store, name: str, clock: Clock) -> None:
    """Move a sandbox's clock, once nobody holds it."""
    await once_free(lambda: store.core_write(_set_clock, store, name, clock))


def _set_clock(connection: Connection, store: Store, name: str, clock: Clock) -> bool | None:
    values = {"clock_offset": clock.offset, "clock_frozen_at": clock.frozen_at}
    mine = (sandboxes.c.name == name, sandboxes.c.switched_on)
    if (connection.scalar(select(sandboxes.c.held_until).where(*mine)) or 0) > real_micros():
        return None
    connection.execute(update(sandboxes).where(*mine).values(values))
    store.forget(name)
    return True
