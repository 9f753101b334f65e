"""What is left over when somebody was killed, or a service was away: found and put right, every few seconds."""

import asyncio
import logging

from services.gateway.peers.everywhere import Everywhere
from shared import sandbox
from shared.clock import real_micros
from shared.context import Context, enter
from shared.errors import Problem
from shared.instruments.contract.said import NOTHING
from shared.instruments.contract.sandboxes import (
    BEGIN_LIFE,
    LIVES,
    REMOVE_LIFE,
    SWITCH_LIFE,
    KnownLives,
    NewLife,
    OfLife,
)
from shared.sandbox import Life

SWEEP_SECONDS = 5.0

log = logging.getLogger(__name__)


class Leftovers:
    """Compares what services have with what this gateway's registry says."""

    def __init__(self, everywhere: Everywhere) -> None:
        self._everywhere = everywhere
        self._peers = everywhere.peers

    async def run(self) -> None:
        """Look, for ever."""
        enter(Context())
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                await self.sweep()
            except Problem:  # a database or a service is away: the next time
                continue
            except Exception:
                log.exception("looking for what is left of sandboxes failed; it goes on")

    async def sweep(self) -> None:
        """Once."""
        # Services first: what they had begun then stood in the registry before, unless it is over.
        answers = await self._peers.ask_all(LIVES, NOTHING, names=self._peers.behind)
        known = await self._everywhere.store.core_read(sandbox.lives)
        for service, there in answers.by_service.items():
            await self._put_right(service, there, known)
        now = real_micros()
        await self._everywhere.remove([one.life for one in known if one.left_over(now)])

    async def _put_right(self, service: str, there: KnownLives, known: list[Life]) -> None:
        on = {one.life: one.switched_on for one in there.items}
        for one in known:
            if one.switched_on and not on.get(one.life):
                await self._bring_up(service, one, begun=one.life in on)
        wanted = {one.life for one in known}
        for life in sorted(on.keys() - wanted):
            await self._peers.ask(service, REMOVE_LIFE, OfLife(life=life))

    async def _bring_up(self, service: str, one: Life, *, begun: bool) -> None:
        """It missed the switch; or its database is younger than the sandbox, which then begins with its seed there."""
        if not begun:
            log.warning("%s has nothing of sandbox %s: it begins anew there", service, one.name)
            new = NewLife(life=one.life, name=one.name, random_seed=one.random_seed)
            await self._peers.ask(service, BEGIN_LIFE, new)
        await self._peers.ask(service, SWITCH_LIFE, OfLife(life=one.life))
