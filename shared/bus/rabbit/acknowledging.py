"""Acknowledging deliveries in groups: what a store committed together goes to the broker as one frame.

And a moment later: each frame is written to the broker's disk, just when the event that came of the delivery should be.
Not only for speed: a quorum queue's channel has some thirty acknowledgements under way at a time, and forgets those
beyond when it is closed right after a burst. Nothing is lost by that, but much would come twice.
"""

import asyncio
from collections.abc import Awaitable, Callable

Send = Callable[[int, bool], Awaitable[None]]
"""Acknowledge a delivery tag; True: and every earlier one. Raises nothing."""


class Acknowledging:
    """The deliveries of one channel, by their tags: 1, 2, 3 …

    A tag that nobody speaks of is never acknowledged, nor is any later one together with it.
    """

    def __init__(self, send: Send, behind: float = 0.0) -> None:
        self._send = send
        self._behind = behind
        self._through = 0  # every delivery up to this one is settled
        self._settled: set[int] = set()  # so are these beyond it
        self._finished: list[int] = []
        self._in_order = asyncio.Lock()  # an older tag after a newer one would be unknown to the broker

    def settled(self, tag: int) -> None:
        """Note that this delivery went back to the broker."""
        self._settled.add(tag)

    async def finished(self, tag: int) -> None:
        """Acknowledge it soon. The first one waits `behind` seconds; all that finish until then are acknowledged
        together."""
        self._finished.append(tag)
        if len(self._finished) == 1:
            await asyncio.sleep(self._behind)
            async with self._in_order:
                waiting, self._finished = set(self._finished), []
                await self._acknowledge(waiting)

    async def _acknowledge(self, waiting: set[int]) -> None:
        up_to = self._advance(waiting)
        if up_to:
            await self._send(up_to, True)
        for tag in waiting:
            await self._send(tag, False)
            self._settled.add(tag)

    def _advance(self, waiting: set[int]) -> int:
        """Take from `waiting` what follows without a gap; the last of it, 0 when there is none."""
        last = 0
        while True:
            tag = self._through + 1
            if tag in waiting:
                waiting.remove(tag)
                last = tag
            elif tag in self._settled:
                self._settled.remove(tag)
            else:
                return last
            self._through = tag
