"""Firing timers. The runner is woken by commits that set a timer and by a clock that is moved."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from time import monotonic

from shared.context import Context, entered
from shared.errors import Held, SandboxUnknown, StoreFaulted, Unavailable
from shared.store import Store, Transaction
from shared.timers.reading import Timer, due, until_due

SWEEP_SECONDS = 1.0
"""The longest pause between two ticks: another replica may have set a timer."""

REST_SECONDS = 0.2

Fire = Callable[[Timer], Awaitable[None]]
Due = Callable[[Transaction, str], None]
"""What a service does by itself when one of its own timers is due: an action, of the timer's key, in the transaction
that deletes the timer."""

log = logging.getLogger(__name__)


class Timers:
    """One service's runner. At each tick it fires every timer that is due; a kind without a `Fire` is only deleted."""

    def __init__(self, store: Store, fires: Mapping[str, Fire]) -> None:
        self._store = store
        self._fires = dict(fires)
        self._expire = partial(_act, store, _nothing)
        self._rests: dict[int, float] = {}

    def have(self, kind: str, fire: Fire) -> None:
        """What is done with timers of this kind, which is not an action alone."""
        self._fires[kind] = fire

    def wake(self) -> None:
        """Look now: a clock was moved."""
        self._store.alarmed.notify()

    async def run(self) -> None:
        """Fire what is due, for ever."""
        while True:
            ticket = self._store.alarmed.ticket()
            try:
                pause = await self._tick()
            except Unavailable:  # the store's own health tells; every second is often enough to look
                pause = SWEEP_SECONDS
            except Exception:
                log.exception("firing timers failed; it goes on")
                pause = SWEEP_SECONDS
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await ticket.wait()

    async def _tick(self) -> float:
        """Fire what is due; the seconds until there may be more."""
        left = await self._store.core_read(until_due)
        if left is not None and left <= 0:
            for timer in await self._store.core_read(due):
                with contextlib.suppress(Held):  # since a moment ago: it is found again when it is free
                    await self._fire(timer)
            left = await self._store.core_read(until_due)
        return SWEEP_SECONDS if left is None else min(max(left / 1_000_000, 0.01), SWEEP_SECONDS)

    async def _fire(self, timer: Timer) -> None:
        """Unless a fault played a moment ago that this sandbox's database is away: others do not wait for it."""
        if self._rests.get(timer.life, 0.0) > monotonic():
            return
        self._rests.pop(timer.life, None)
        try:
            await self._fires.get(timer.kind, self._expire)(timer)
        except StoreFaulted:
            self._rests[timer.life] = monotonic() + REST_SECONDS


def fires_of(store: Store, due: Mapping[str, Due]) -> dict[str, Fire]:
    """As the runner of timers wants it."""
    return {kind: partial(_act, store, action) for kind, action in due.items()}


async def _act(store: Store, action: Due, timer: Timer) -> None:
    context = Context(sandbox=timer.sandbox, life=timer.life, journey=timer.journey)
    with entered(context), contextlib.suppress(SandboxUnknown):
        await store.write(_do, action, timer)


def _do(tx: Transaction, action: Due, timer: Timer) -> None:
    tx.cancel_timer(timer.kind, timer.key)
    action(tx, timer.key)


def _nothing(tx: Transaction, key: str) -> None:
    """Of a kind that nobody fires."""
