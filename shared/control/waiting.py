"""Waiting for something to happen in a sandbox, without a timer as long as it happens in this process."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from shared.store import Signal

ELSEWHERE_SECONDS = 0.2
"""How often to look for what another replica committed: nobody tells this process of that."""

PATIENCE = 0.1
"""Looking takes a reader, so whoever waited long already may wait a tenth of that again before the next look."""

LONGEST_PAUSE = 0.05


async def until_different(
    look: Callable[[], Awaitable[int]], seen: int | None, seconds: float, changed: Signal, stop: Callable[[], bool]
) -> int:
    """What `look` gives as soon as it is not `seen` any more; after `seconds`, or at a stop, whatever it is."""
    started = monotonic()
    while True:
        ticket = changed.ticket()
        found = await look()
        waited = monotonic() - started
        if found != seen or waited >= seconds or stop():
            return found
        await _next(ticket, min(ELSEWHERE_SECONDS, seconds - waited))
        await asyncio.sleep(min(waited * PATIENCE, LONGEST_PAUSE))


async def _next(ticket: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await ticket.wait()
    except TimeoutError:
        pass
