"""A place in a broker as a test finds it: a virtual host, the ends in it, and what the broker's console says of it."""

import asyncio
from typing import Any

from shared.bus.contract import Receive
from shared.bus.rabbit import RabbitBus, Timing
from tests.engines.rabbitmq import RabbitMQ
from tests.shared.bus.ends import CONFIRMED, FAST

QUEUE = f"review.{CONFIRMED}"


class Place:
    """A virtual host of one's own, and the ends in it."""

    def __init__(self, broker: RabbitMQ) -> None:
        self.broker = broker
        self.url = broker.new_vhost()
        self.vhost = self.url.rsplit("/", 1)[1]
        self._ends: list[RabbitBus] = []

    def end(self, service: str, receive: Receive | None = None, timing: Timing = FAST) -> RabbitBus:
        bus = RabbitBus(self.url, service, timing=timing)
        if receive is not None:
            bus.subscribe(CONFIRMED, receive)
        self._ends.append(bus)
        return bus

    async def started(self, service: str, receive: Receive | None = None, timing: Timing = FAST) -> RabbitBus:
        bus = self.end(service, receive, timing)
        async with asyncio.timeout(20):
            await bus.start()
        return bus

    def queue(self, name: str = QUEUE) -> Any:
        return self.broker.ask("GET", f"/api/queues/{self.vhost}/{name}")

    def get(self, queue: str) -> Any:
        """The messages waiting in a queue; they are put back."""
        how = {"count": 10, "ackmode": "ack_requeue_true", "encoding": "auto"}
        return self.broker.ask("POST", f"/api/queues/{self.vhost}/{queue}/get", how)

    def connections(self) -> Any:
        return self.broker.ask("GET", f"/api/vhosts/{self.vhost}/connections")

    def consumers(self) -> Any:
        return self.broker.ask("GET", f"/api/consumers/{self.vhost}")

    async def close(self) -> None:
        for bus in self._ends:
            await bus.stop()
