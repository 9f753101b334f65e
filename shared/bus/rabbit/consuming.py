"""Receiving: the connection through which a service's queues are consumed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import aio_pika
from aiormq import Channel

from shared.bus.contract import Receive
from shared.bus.link import Check, Link, Lose, Lost
from shared.bus.rabbit.connection import Timing, connected, open_channel
from shared.bus.rabbit.deliveries import Acknowledging, Deliveries, tell
from shared.bus.rabbit.topology import Topology

PREFETCH = 200
"""Deliveries in hand for each queue: what a relay sends at once, so that a store can commit them as one group."""


class Consumer:
    """A service's connection for deliveries; `link` keeps it up."""

    def __init__(self, url: str, topology: Topology, timing: Timing) -> None:
        self.receivers: dict[str, Receive] = {}
        self._url = url
        self._topology = topology
        self._timing = timing
        self._deliveries = Deliveries(timing)
        self._channel: Channel | None = None
        name = f"{topology.service} consuming from RabbitMQ"
        self.link = Link(name, self._open, timing.check, timing.first_pause, timing.longest_pause)

    @property
    def draining(self) -> bool:
        return self._deliveries.draining.is_set()

    async def drain(self) -> None:
        """Take no more, finish what is in hand, and let go of the rest."""
        self._deliveries.draining.set()
        if self._channel is not None:
            await tell(_end_consumers(self._channel), self._timing)
        await self._deliveries.finish()
        await self.link.stop()

    async def stop(self) -> None:
        """Stop at once, with deliveries still in hand."""
        self._deliveries.draining.set()
        self._deliveries.cancel()
        await self.link.stop()

    @asynccontextmanager
    async def _open(self, lose: Lose) -> AsyncIterator[Check]:
        name = f"{self._topology.service} consumes"
        async with connected(self._url, name, self._timing) as connection:
            self._channel = await self._prepare(connection)
            try:
                async with asyncio.timeout(self._timing.answer):
                    await self._consume(connection, self._channel, lose)
                    probe = await open_channel(connection)
                yield partial(self._check, probe)
            finally:
                self._channel = None

    async def _prepare(self, connection: aio_pika.Connection) -> Channel:
        async with asyncio.timeout(self._timing.answer):
            await self._topology.declare_exchange(connection)
            new = await self._topology.declare_queues(connection, self.receivers)
            channel = await open_channel(connection)
        if new:
            # RabbitMQ writes the list of its queues every second or so. Killed before that, it forgets what is in a
            # new queue, confirmed as it may be: until then no message shall find its way there.
            await asyncio.sleep(self._timing.settle)
        return channel

    async def _consume(self, connection: aio_pika.Connection, channel: Channel, lose: Lose) -> None:
        channel.closing.add_done_callback(lambda _: lose("the channel was closed"))
        channel.on_consumer_cancel_callbacks.add(lambda _: lose("the broker ended a consumer"))
        await channel.basic_qos(prefetch_count=PREFETCH)  # a consumer's; RabbitMQ 4.3 refuses it for a whole channel
        acks = Acknowledging(partial(self._acknowledge, channel), self._timing.acknowledge)
        for event_type, receive in self.receivers.items():
            await self._topology.bind(connection, event_type)
            deliver = partial(self._deliveries.accept, receive, acks)
            await channel.basic_consume(self._topology.queue(event_type), deliver)

    async def _acknowledge(self, channel: Channel, tag: int, multiple: bool) -> None:
        await tell(channel.basic_ack(tag, multiple=multiple, wait=False), self._timing)

    async def _check(self, probe: Channel) -> None:
        """A connection can come back without its consumers, and nothing says so (ag2ai/faststream#2758)."""
        for queue in map(self._topology.queue, self.receivers):
            async with asyncio.timeout(self._timing.answer):
                found = await probe.queue_declare(queue, passive=True)
            if not found.consumer_count and not self.draining:
                raise Lost(f"nobody consumes {queue}")


async def _end_consumers(channel: Channel) -> None:
    for tag in list(channel.consumers):
        await channel.basic_cancel(tag)
