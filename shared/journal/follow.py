"""Following the feed: one reader for everybody who waits, and whoever waits in a sandbox that moved is told."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from time import monotonic
from weakref import WeakValueDictionary

from shared.errors import Unavailable
from shared.journal.feed import end, moved_after
from shared.journal.place import Place
from shared.store import Signal, Store

SWEEP_SECONDS = 0.25
"""Another replica may have committed, or a transaction that was open ended."""

EVERYBODY = ""
"""Where a sandbox's name is asked for: any of them."""

log = logging.getLogger(__name__)


class Follower:
    """Reads a service's feed as long as somebody waits for it to go on."""

    def __init__(self, store: Store, stopping: Callable[[], bool]) -> None:
        self._store = store
        self._stopping = stopping
        self._place: Place | None = None
        self._waiting = 0
        self._reading: asyncio.Task[None] | None = None
        self._signals: WeakValueDictionary[str, Signal] = WeakValueDictionary()

    @contextlib.asynccontextmanager
    async def following(self, sandbox: str) -> AsyncIterator[Signal]:
        """Tells each time the sandbox moves, from now on: look after you have taken a ticket, and nothing is missed."""
        signal = self._signals.setdefault(sandbox, Signal())
        self._waiting += 1
        try:
            if self._reading is None:
                self._place = None
                self._reading = asyncio.create_task(self._read())
            if self._place is None:
                self._begin_at(await self._store.core_read(end))
            yield signal
        finally:
            self._waiting -= 1
            if not self._waiting and self._reading is not None:
                self._reading.cancel()
                self._reading = None

    def _begin_at(self, place: Place) -> None:
        """Unless somebody who came first has begun meanwhile, and read on: what he read past is not to be skipped."""
        if self._place is None:
            self._place = place

    async def next_moves(self, place: Place, seconds: float) -> tuple[Place, set[str]]:
        """The end of the feed as soon as there is something after `place`, at the latest in `seconds`; who moved."""
        deadline = monotonic() + seconds
        async with self.following(EVERYBODY) as any_of_them:
            while True:
                ticket = any_of_them.ticket()
                last, moved = await self._store.core_read(moved_after, place)
                left = deadline - monotonic()
                if moved or left <= 0 or self._stopping():
                    return last, moved
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(left):
                        await ticket.wait()

    def notify_all(self) -> None:
        """Have everybody look: the service is to stop, say."""
        for signal in list(self._signals.values()):
            signal.notify()

    def _tell(self, moved: set[str]) -> None:
        for name in (*moved, EVERYBODY) if moved else ():
            if (signal := self._signals.get(name)) is not None:
                signal.notify()

    async def _read(self) -> None:
        while True:
            ticket = self._store.changed.ticket()
            try:
                if self._place is not None:
                    self._place, moved = await self._store.core_read(moved_after, self._place)
                    self._tell(moved)
            except Unavailable:  # the store's own health tells
                await asyncio.sleep(SWEEP_SECONDS)
            except Exception:
                log.exception("the feed could not be read; it is tried again")
                await asyncio.sleep(SWEEP_SECONDS)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SWEEP_SECONDS):
                    await ticket.wait()
