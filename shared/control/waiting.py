"""Waiting for something to happen in a sandbox, without a timer as long as it happens in this process."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

from shared.store import Signal

T = TypeVar("T")

PATIENCE = 0.1
"""Who waited long already may wait a tenth of that again: looking takes a reader, and nobody notices so little."""

LONGEST_PAUSE = 0.05
"""From one look to the next, however often something happens."""

SHORTEST_SWEEP, LONGEST_SWEEP = 0.05, 1.0
"""Looking without having been told: another replica may have committed, or this one is to stop."""


async def until(
    look: Callable[[], Awaitable[T]], good: Callable[[T], bool], seconds: float, changed: Signal,
    stop: Callable[[], bool],
) -> T:  # fmt: skip
    """What `look` finds as soon as it is `good`; after `seconds`, or at a stop, whatever it is."""
    started = monotonic()
    while True:
        ticket = changed.ticket()
        looked = monotonic()
        found = await look()
        waited = monotonic() - started
        if good(found) or waited >= seconds or stop():
            return found
        sweep = min(max(waited * PATIENCE, SHORTEST_SWEEP), LONGEST_SWEEP)
        await _next(ticket, min(sweep, seconds - waited))
        await asyncio.sleep(looked + min(waited * PATIENCE, LONGEST_PAUSE) - monotonic())


async def _next(ticket: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await ticket.wait()
    except TimeoutError:
        pass
