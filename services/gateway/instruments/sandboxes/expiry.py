"""Sandboxes that nobody uses any more: which were used is noted at the door, and those that asked for it end."""

import asyncio
import logging

from sqlalchemy import Connection, bindparam, select, update

from services.gateway.errors import UpstreamUnavailable
from services.gateway.instruments.sandboxes.act import delete_sandbox
from services.gateway.peers.everywhere import Everywhere
from shared.clock import real_micros
from shared.context import Context, enter
from shared.errors import SandboxUnknown, StorageFull, Unavailable
from shared.store.prepared import Prepared
from shared.store.tables import sandboxes
from shared.values.text import is_sandbox_name

log = logging.getLogger(__name__)

SWEEP_SECONDS = 1.0
GRACE = 2_000_000
"""µs: another gateway on this database writes down what it noted as seldom."""

_USED = (
    update(sandboxes)
    .where(sandboxes.c.name == bindparam("sandbox"), sandboxes.c.switched_on, sandboxes.c.used_at < bindparam("used"))
    .values(used_at=bindparam("used"))
)
_UNUSED = Prepared(
    select(sandboxes.c.name).where(
        sandboxes.c.switched_on, sandboxes.c.used_at + sandboxes.c.expires_in < bindparam("now")
    )
)  # fmt: skip


class Expiry:
    """Ends a sandbox that nobody used for as long as it was made for. Requests are use; events on their way are not."""

    def __init__(self, everywhere: Everywhere) -> None:
        self._store = everywhere.store
        self._everywhere = everywhere
        self._used: dict[str, int] = {}
        self._kept: set[str] = set()

    def note(self, sandbox: str) -> None:
        """It is being used; of what strangers call a sandbox nothing is kept that cannot be one."""
        if is_sandbox_name(sandbox):
            self._used[sandbox] = real_micros()

    async def run(self) -> None:
        """Write down what was noted and end what is over, for ever."""
        enter(Context())
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                await self._sweep()
            except Unavailable:  # the store's own health tells
                continue
            except Exception:
                log.exception("looking for sandboxes that nobody uses failed; it goes on")

    async def _sweep(self) -> None:
        noted, self._used = self._used, {}
        if noted:
            await self._store.core_write(_write_down, noted, durable=False)
        for name in await self._store.core_read(_unused):
            if name not in self._used:
                await self._end(name)

    async def _end(self, name: str) -> None:
        try:
            await delete_sandbox(self._everywhere, name)
        except SandboxUnknown:
            return
        except (UpstreamUnavailable, StorageFull) as error:
            if name not in self._kept:
                log.warning("sandbox %s is over, but could not be deleted yet: %s", name, error)
            self._kept.add(name)
            return
        self._kept.discard(name)
        log.info("sandbox %s ended: nobody used it any more", name)


def _write_down(connection: Connection, noted: dict[str, int]) -> None:
    # Sorted, so that two gateways do not wait for one another.
    connection.execute(_USED, [{"sandbox": name, "used": used} for name, used in sorted(noted.items())])


def _unused(connection: Connection) -> list[str]:
    return [row.name for row in _UNUSED.run(connection, {"now": real_micros() - GRACE})]
