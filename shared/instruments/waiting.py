"""Waiting for something to happen in a sandbox, without a timer: whoever reads the feed tells."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

from shared.journal.follow import Follower

T = TypeVar("T")

PATIENCE = 0.1
"""Who waited long already may wait a tenth of that again: looking takes a reader, and nobody notices so little."""

LONGEST_PAUSE = 0.05
"""From one look to the next, however often something happens."""


async def until(
    look: Callable[[], Awaitable[T]], good: Callable[[T], bool], seconds: float, follower: Follower, sandbox: str,
    stop: Callable[[], bool],
) -> T:  # fmt: skip
    """What `look` finds as soon as it is `good`; after `seconds`, or at a stop, whatever it is."""
    found = await look()
    if good(found) or seconds <= 0 or stop():
        return found
    started = monotonic()
    async with follower.following(sandbox) as moved:
        while True:
            ticket, looked = moved.ticket(), monotonic()
            found = await look()
            left = started + seconds - monotonic()
            if good(found) or left <= 0 or stop():
                return found
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await ticket.wait()
            await asyncio.sleep(looked + min((looked - started) * PATIENCE, LONGEST_PAUSE) - monotonic())
