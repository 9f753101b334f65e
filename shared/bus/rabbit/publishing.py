"""Sending, with publisher confirms."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aio_pika import DeliveryMode
from aio_pika.exceptions import CONNECTION_EXCEPTIONS, PublishError
from aiormq import Channel
from pamqp.commands import Basic

from shared.bus.contract import Message, Returned, Unavailable
from shared.bus.link import Check, Link, Lose
from shared.bus.rabbit.connection import connected, open_channel
from shared.bus.rabbit.timing import Timing
from shared.bus.rabbit.topology import Topology


class Publisher:
    """A service's connection for publishing; `link` keeps it up."""

    def __init__(self, url: str, topology: Topology, timing: Timing) -> None:
        self._url = url
        self._topology = topology
        self._timing = timing
        self._channel: Channel | None = None
        self._lose: Lose = _nobody_to_tell
        name = f"{topology.service} publishing to RabbitMQ"
        self.link = Link(name, self._open, timing.check, timing.first_pause, timing.longest_pause)

    @asynccontextmanager
    async def _open(self, lose: Lose) -> AsyncIterator[Check]:
        async with connected(self._url, f"{self._topology.service} publishes", self._timing) as connection:
            async with asyncio.timeout(self._timing.answer):
                channel = await open_channel(connection, confirms=True)
                await self._topology.declare_exchange(channel)
            channel.closing.add_done_callback(lambda _: lose("the channel was closed"))
            self._channel, self._lose = channel, lose
            try:
                yield _nothing_to_check
            finally:
                self._channel = None

    async def send(self, message: Message) -> None:
        """Return when the broker has stored it in every queue it belongs to. Raises BusError, and `CancelledError`
        although nobody cancelled when aiormq does."""
        if self._channel is None:
            raise Unavailable("no connection to RabbitMQ")
        try:
            await self._channel.basic_publish(
                message.body,
                exchange=self._topology.exchange,
                routing_key=message.type,
                mandatory=message.mandatory,
                properties=_properties(message),
                timeout=self._timing.confirm,
                wait=False,  # for the socket: the confirm is what counts, and a stuck broker must not stop the writer
            )
        except PublishError as error:
            raise Returned(f"no queue takes {message.type} yet") from error
        except TimeoutError as error:
            self._lose(f"no confirm within {self._timing.confirm:g} s")
            raise Unavailable("RabbitMQ did not confirm in time") from error
        except CONNECTION_EXCEPTIONS as error:
            raise Unavailable(f"RabbitMQ: {error!r}") from error


def _properties(message: Message) -> Basic.Properties:
    return Basic.Properties(
        content_type="application/cloudevents+json",
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=message.id,
        message_type=message.type,
    )


async def _nothing_to_check() -> None:
    """The channel says when it is closed, and a confirm that does not come says the rest."""


def _nobody_to_tell(reason: str) -> None:
    """Before the first connection."""
