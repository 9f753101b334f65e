"""Faults of a store: whoever is about to read or write in the sandbox is slowed down, or told that nobody is there.

A request sleeps. A delivery and a timer do not, since others stand behind them: they come again.
"""

import asyncio
from time import monotonic

from sqlalchemy import Connection

from shared.context import Context
from shared.errors import StoreFaulted
from shared.faults.fault import STORE
from shared.faults.striking import Struck, faulted, journey_named, strike
from shared.journal import append
from shared.store import Store
from shared.store.lives import row_of

Key = tuple[int, str | None]


class StoreFaults:
    """What a store does where it was interrupted: once for each request, and for each coming of a delivery."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._slowed: dict[Key, float] = {}

    async def suffer(self, context: Context) -> None:
        """Raises StoreFaulted, SandboxUnknown."""
        context.faultable = False
        key = None if context.life is None else (context.life, context.causation)
        if key in self._slowed:
            self._wait(key)
            return
        struck = await self._store.core_write(_struck, self._store.service, context)
        if struck is None:
            return
        if struck.do == "unavailable":
            raise StoreFaulted
        if key is None:
            await asyncio.sleep(struck.milliseconds / 1000)
        else:
            self._slowed[key] = monotonic() + struck.milliseconds / 1000
            raise StoreFaulted

    def _wait(self, key: Key) -> None:
        if self._slowed[key] > monotonic():
            raise StoreFaulted
        del self._slowed[key]


def _struck(connection: Connection, service: str, context: Context) -> Struck | None:
    life = row_of(connection, context).life
    struck = strike(connection, life, STORE, service, {"service": service})
    if struck is not None:
        journey = context.journey or journey_named(connection, life, context.path)
        belongs = {"journey": journey, "caused_by": context.causation}
        append(connection, [faulted(life, struck, "request", f"store {service}", **belongs)])
    return struck
