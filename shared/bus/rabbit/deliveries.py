"""What is in hand: acknowledged once it is accepted, otherwise held for a while before it goes back."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from aio_pika.exceptions import CONNECTION_EXCEPTIONS
from aiormq.abc import DeliveredMessage

from shared.bus.contract import Receive, Undecodable, cancelled
from shared.bus.rabbit.connection import Timing
from shared.errors import Unavailable

log = logging.getLogger(__name__)

Send = Callable[[int, bool], Awaitable[None]]
"""Acknowledge a delivery tag; True: and every earlier one. Raises nothing."""


class Acknowledging:
    """Acknowledges the deliveries of one channel, by their tags (1, 2, 3 …), in groups: what a store committed together
    goes to the broker as one frame.

    And a moment later: each frame is written to the broker's disk, just when the event that came of the delivery should
    be. Not only for speed: a quorum queue's channel has some thirty acknowledgements under way at a time, and forgets
    those beyond when it is closed right after a burst. Nothing is lost by that, but much would come twice.

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


class Deliveries:
    """A service's deliveries in hand, of whatever channel they came through."""

    def __init__(self, timing: Timing) -> None:
        self.draining = asyncio.Event()
        self._timing = timing
        self._in_hand: set[asyncio.Task[None]] = set()

    async def accept(self, receive: Receive, acks: Acknowledging, delivery: DeliveredMessage) -> None:
        """Take one in hand, unless the bus is stopping: then it goes back to the broker with its channel.

        In a task of our own: aiormq cancels its tasks with the channel, and a unit of work must not end so.
        """
        if not self.draining.is_set():
            task = asyncio.create_task(self._take(receive, acks, delivery))
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)

    async def finish(self) -> None:
        """Return when nothing is in hand."""
        while self._in_hand:
            await asyncio.wait(self._in_hand)

    def cancel(self) -> None:
        """Drop the deliveries in hand; the broker delivers them again."""
        for task in self._in_hand:
            task.cancel()

    async def _take(self, receive: Receive, acks: Acknowledging, delivery: DeliveredMessage) -> None:
        try:
            await receive(delivery.body)
        except Undecodable as error:
            log.error("put aside, since it is no envelope: %s", error)
            await self._give_back(acks, delivery, requeue=False)
        except (Exception, asyncio.CancelledError) as error:
            if isinstance(error, asyncio.CancelledError) and cancelled():
                raise
            # Of a database that is away or full its own health tells, once, and not each delivery.
            level = logging.DEBUG if isinstance(error, Unavailable) else logging.WARNING
            log.log(level, "%s is not accepted now: %r", delivery.header.properties.message_id, error)
            await self._hold(delivery)
            await self._give_back(acks, delivery, requeue=True)
        else:
            await acks.finished(_tag(delivery))

    async def _hold(self, delivery: DeliveredMessage) -> None:
        """Wait longer each time, so that it is not redelivered in a tight loop; a draining bus does not wait."""
        headers = delivery.header.properties.headers or {}
        # RabbitMQ 4.3 counts apart what came back without having failed.
        counts = [headers.get(name) for name in ("x-delivery-count", "x-acquired-count")]
        times = max(count if isinstance(count, int) else 0 for count in counts)
        pause = min(self._timing.first_hold * 2 ** min(times, 16), self._timing.longest_hold)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self.draining.wait()

    async def _give_back(self, acks: Acknowledging, delivery: DeliveredMessage, *, requeue: bool) -> None:
        await tell(delivery.channel.basic_nack(_tag(delivery), requeue=requeue, wait=False), self._timing)
        acks.settled(_tag(delivery))


async def tell(frame: Awaitable[object], timing: Timing) -> None:
    """Send to a broker that may be gone: then it has taken its deliveries back by itself."""
    with suppress(TimeoutError, *CONNECTION_EXCEPTIONS):
        async with asyncio.timeout(timing.farewell):
            await frame


def _tag(delivery: DeliveredMessage) -> int:
    assert delivery.delivery_tag is not None
    return delivery.delivery_tag
