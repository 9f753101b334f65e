"""A link keeps something open that may break: it opens, checks, closes and opens it again, for ever."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, suppress

from shared.bus.contract import cancelled

log = logging.getLogger(__name__)

Lose = Callable[[str], None]
"""Report that the opened thing is broken, and why; it is then opened again. Only the first reason counts."""

Check = Callable[[], Awaitable[None]]
"""A check; raises when the opened thing does not work any more."""


class Lost(Exception):
    """Why a link has to be opened again."""


def pauses(first: float, longest: float) -> Iterator[float]:
    """Seconds between attempts: doubling, capped, and spread so that services do not come back in step."""
    pause = first
    while True:
        yield pause * random.uniform(0.5, 1.0)
        pause = min(pause * 2, longest)


class Link:
    """Keeps `opened()` entered, from `start` to `stop`; entering it makes the link usable and gives its regular check.

    One task, nothing else: what has been opened gets a function to call when it notices its own end.
    """

    def __init__(
        self,
        name: str,
        opened: Callable[[Lose], AbstractAsyncContextManager[Check]],
        check_every: float,
        first_pause: float,
        longest_pause: float,
    ) -> None:
        self._name = name
        self._opened = opened
        self._check_every = check_every
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._up = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._complaint = ""

    @property
    def is_up(self) -> bool:
        return self._up.is_set()

    @property
    def trouble(self) -> str | None:
        """Why it is not up, in a sentence; None when it is up."""
        return None if self.is_up else f"{self._name}: {self._complaint or 'not connected yet'}"

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep_up(), name=f"link {self._name}")

    async def until_up(self) -> None:
        await self._up.wait()

    async def stop(self) -> None:
        """Close it and end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
        self._task = None

    async def _keep_up(self) -> None:
        waits = pauses(self._first_pause, self._longest_pause)
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await self._be_up()
            except (Exception, asyncio.CancelledError) as error:
                _end_if_cancelled()
                self._complain(str(error) if isinstance(error, Lost) else repr(error))
            if asyncio.get_running_loop().time() - began > self._longest_pause:
                waits = pauses(self._first_pause, self._longest_pause)
            await asyncio.sleep(next(waits))

    def _complain(self, reason: str) -> None:
        """Log each reason once, not at every attempt during a long outage."""
        log.log(logging.DEBUG if reason == self._complaint else logging.WARNING, "%s: %s", self._name, reason)
        self._complaint = reason

    async def _be_up(self) -> None:
        lost: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def lose(reason: str) -> None:
            if not lost.done():
                self._up.clear()
                lost.set_result(reason)

        try:
            async with self._opened(lose) as check:
                if not lost.done():
                    self._up.set()
                    self._complaint = ""
                    log.info("%s: up", self._name)
                await self._stay_up(check, lost)
        finally:
            self._up.clear()
            lost.cancel()

    async def _stay_up(self, check: Check, lost: asyncio.Future[str]) -> None:
        while True:
            _end_if_cancelled()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._check_every):
                    raise Lost(await asyncio.shield(lost))
            await check()


def _end_if_cancelled() -> None:
    """Libraries swallow cancellations (`asyncio.wait_for` up to Python 3.11), replace them by the error that they
    know of, and raise `CancelledError` when nobody cancelled: only the task itself knows."""
    if cancelled():
        raise asyncio.CancelledError
