"""One service's end of a broker."""

import asyncio
from collections.abc import Sequence

from shared.bus.contract import Message, Receive, send_in_order
from shared.bus.link import Link
from shared.bus.rabbit.connection import Timing
from shared.bus.rabbit.consuming import Consumer
from shared.bus.rabbit.publishing import Publisher
from shared.bus.rabbit.topology import Topology
from shared.events.base import EXCHANGE


class RabbitBus:
    """See `shared.bus.contract.Bus`. Replicas of a service share its queues."""

    def __init__(self, url: str, service: str, exchange: str = EXCHANGE, timing: Timing | None = None) -> None:
        topology = Topology(exchange, service)
        self._publisher = Publisher(url, topology, timing or Timing())
        self._consumer = Consumer(url, topology, timing or Timing())

    def subscribe(self, event_type: str, receive: Receive) -> None:
        self._consumer.receivers[event_type] = receive

    @property
    def _links(self) -> list[Link]:
        """A service without subscriptions needs no consumer."""
        return [self._publisher.link, self._consumer.link] if self._consumer.receivers else [self._publisher.link]

    async def start(self) -> None:
        for link in self._links:
            link.start()
        for link in self._links:
            await link.until_up()

    @property
    def ready(self) -> bool:
        return not self._consumer.draining and self.trouble is None

    @property
    def trouble(self) -> str | None:
        found = [self._publisher.trouble] + ([self._consumer.link.trouble] if self._consumer.receivers else [])
        return next((trouble for trouble in found if trouble), None)

    async def publish(self, batch: Sequence[Message]) -> list[Exception | None]:
        return await send_in_order(batch, self._publisher.send)

    async def drain(self) -> None:
        await self._consumer.drain()

    async def stop(self) -> None:
        await asyncio.gather(self._publisher.link.stop(), self._consumer.stop())
