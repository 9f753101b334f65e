"""What has to exist in the broker. What is missing is made; what exists already is used as it is."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import aio_pika
from aiormq import Channel
from aiormq.exceptions import ChannelAccessRefused, ChannelNotFoundEntity, ChannelPreconditionFailed

from shared.bus.rabbit.connection import open_channel, reason_of

UNLIMITED = 2**31 - 1
"""Redeliveries before a quorum queue puts a message aside. RabbitMQ 4 would do so after 20, and 3.x knows no -1."""

log = logging.getLogger(__name__)

Asked = Callable[[Channel], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Topology:
    """The exchange, a service's queue for each event type, and the queue of what nobody can decode."""

    exchange: str
    service: str
    noted: set[str] = field(default_factory=set, compare=False)

    @property
    def undecodable(self) -> str:
        return f"{self.exchange}.undecodable"

    def queue(self, event_type: str) -> str:
        """Shared by the replicas of the service."""
        return f"{self.service}.{event_type}"

    async def declare_exchange(self, connection: aio_pika.Connection) -> None:
        """Make it; a refusal is raised, unless one of that name exists already."""

        async def passive(channel: Channel) -> object:
            return await channel.exchange_declare(self.exchange, passive=True)

        async def active(channel: Channel) -> object:
            return await channel.exchange_declare(self.exchange, exchange_type="topic", durable=True)

        there = await _found(connection, passive)
        try:
            await _ask(connection, active)
        except (ChannelAccessRefused, ChannelPreconditionFailed) as error:
            if not there or "'type'" in str(error):
                raise
            self._note(f"exchange {self.exchange}", error)

    async def declare_queues(self, connection: aio_pika.Connection, event_types: Iterable[str]) -> bool:
        """Whether one of them is new. They are not bound yet."""
        arguments: dict[str, Any] = {
            "x-queue-type": "quorum",
            "x-delivery-limit": UNLIMITED,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": self.undecodable,
        }
        queues = {self.undecodable: {"x-queue-type": "quorum"}} | {self.queue(name): arguments for name in event_types}
        return any([await self._declare_queue(connection, name, wanted) for name, wanted in queues.items()])

    async def _declare_queue(self, connection: aio_pika.Connection, name: str, wanted: dict[str, Any]) -> bool:
        there = await _found(connection, lambda channel: channel.queue_declare(name, passive=True))
        try:
            await _ask(connection, lambda channel: channel.queue_declare(name, durable=True, arguments=wanted))
        except (ChannelAccessRefused, ChannelPreconditionFailed) as error:
            if not there:
                raise
            self._note(f"queue {name}", error)
        return not there

    async def bind(self, connection: aio_pika.Connection, event_type: str) -> None:
        """Without the right to bind it may be bound already; the broker offers no way to ask."""
        name = self.queue(event_type)
        try:
            await _ask(connection, lambda channel: channel.queue_bind(name, self.exchange, event_type))
        except ChannelAccessRefused as error:
            self._note(f"queue {name} with the binding it has", error)

    def _note(self, what: str, error: Exception) -> None:
        """Warn once, however often the connection is made."""
        if what not in self.noted:
            self.noted.add(what)
            log.warning("RabbitMQ: the %s is used as it is (%s)", what, reason_of(error))


async def _found(connection: aio_pika.Connection, asked: Asked) -> bool:
    try:
        await _ask(connection, asked)
    except ChannelNotFoundEntity:
        return False
    return True


async def _ask(connection: aio_pika.Connection, asked: Asked) -> None:
    """Uses a channel of its own, since the broker closes the channel when it refuses."""
    channel = await open_channel(connection)
    await asked(channel)
    await channel.close()
