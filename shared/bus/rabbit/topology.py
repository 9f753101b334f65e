"""What has to exist in the broker. Declared the same by everybody, at each connection."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import aio_pika
from aio_pika.exceptions import ChannelNotFoundEntity
from aiormq import Channel

from shared.bus.rabbit.connection import open_channel

UNLIMITED = 2**31 - 1
"""Redeliveries before a quorum queue puts a message aside. RabbitMQ 4 would do so after 20, and 3.x knows no -1."""


@dataclass(frozen=True, slots=True)
class Topology:
    """The exchange, a service's queue for each event type, and the queue of what nobody can decode."""

    exchange: str
    service: str

    @property
    def undecodable(self) -> str:
        return f"{self.exchange}.undecodable"

    def queue(self, event_type: str) -> str:
        """Shared by the replicas of the service."""
        return f"{self.service}.{event_type}"

    async def declare_exchange(self, channel: Channel) -> None:
        await channel.exchange_declare(self.exchange, exchange_type="topic", durable=True)

    async def declare_queues(
        self, connection: aio_pika.Connection, channel: Channel, event_types: Iterable[str]
    ) -> bool:
        """Whether one of them is new. They are not bound yet."""
        arguments: dict[str, Any] = {
            "x-queue-type": "quorum",
            "x-delivery-limit": UNLIMITED,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": self.undecodable,
        }
        queues = {self.undecodable: {"x-queue-type": "quorum"}} | {self.queue(name): arguments for name in event_types}
        new = [name for name in queues if not await _exists(connection, name)]
        for name, wanted in queues.items():
            await channel.queue_declare(name, durable=True, arguments=wanted)
        return bool(new)

    async def bind(self, channel: Channel, event_type: str) -> None:
        await channel.queue_bind(self.queue(event_type), self.exchange, event_type)


async def _exists(connection: aio_pika.Connection, name: str) -> bool:
    channel = await open_channel(connection)
    try:
        await channel.queue_declare(name, passive=True)
    except ChannelNotFoundEntity:
        return False  # and the broker has closed the channel
    await channel.close()
    return True
