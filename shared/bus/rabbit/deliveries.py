"""What is in hand: acknowledged once it is accepted, otherwise held for a while before it goes back."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress

from aio_pika.exceptions import CONNECTION_EXCEPTIONS
from aiormq.abc import DeliveredMessage

from shared.bus.contract import Receive, Undecodable, cancelled
from shared.bus.rabbit.acknowledging import Acknowledging
from shared.bus.rabbit.timing import Timing
from shared.errors import Unavailable

log = logging.getLogger(__name__)


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
