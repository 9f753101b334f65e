"""Sending, with publisher confirms."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aio_pika
from aio_pika import DeliveryMode
from aio_pika.exceptions import CONNECTION_EXCEPTIONS, PublishError
from aiormq import Channel
from pamqp.commands import Basic

from shared.bus.contract import Message, Returned, Unavailable
from shared.bus.link import Check, Link, Lose
from shared.bus.rabbit.connection import Timing, blocked, connected, open_channel
from shared.bus.rabbit.topology import Topology
from shared.events.base import MEDIA_TYPE

BLOCKED = "RabbitMQ is short of memory or disk and takes no messages until it has some again: they wait"

log = logging.getLogger(__name__)


class Publisher:
    """A service's connection for publishing; `link` keeps it up."""

    def __init__(self, url: str, topology: Topology, timing: Timing) -> None:
        self._url = url
        self._topology = topology
        self._timing = timing
        self._channel: Channel | None = None
        self._connection: aio_pika.Connection | None = None
        self._blocked = False
        self._lose: Lose = _nobody_to_tell
        name = f"{topology.service} publishing to RabbitMQ"
        self.link = Link(name, self._open, timing.check, timing.first_pause, timing.longest_pause)

    @property
    def trouble(self) -> str | None:
        """Why nothing can be sent now, in a sentence; None when sending works."""
        return BLOCKED if self.link.is_up and self._blocked else self.link.trouble

    @asynccontextmanager
    async def _open(self, lose: Lose) -> AsyncIterator[Check]:
        async with connected(self._url, f"{self._topology.service} publishes", self._timing) as connection:
            async with asyncio.timeout(self._timing.answer):
                await self._topology.declare_exchange(connection)
                channel = await open_channel(connection, confirms=True)
            channel.closing.add_done_callback(lambda _: lose("the channel was closed"))
            self._channel, self._connection, self._lose = channel, connection, lose
            try:
                yield self._check
            finally:
                self._channel = self._connection = None
                self._blocked = False

    async def _check(self) -> None:
        """The channel says when it is closed, and a confirm that does not come says the rest; but a broker short of
        memory or disk takes nothing until it has some again, and says so to who has tried."""
        if self._connection is None:
            return
        was, self._blocked = self._blocked, await blocked(self._connection)
        if self._blocked and not was:
            log.warning("%s", BLOCKED)
        elif was and not self._blocked:
            log.info("RabbitMQ takes messages again")

    async def send(self, message: Message) -> None:
        """Return when the broker has stored it in every queue it belongs to. Raises BusError, and `CancelledError`
        although nobody cancelled when aiormq does."""
        if self._channel is None:
            raise Unavailable("no connection to RabbitMQ")
        if self._blocked:
            raise Unavailable(BLOCKED)
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
            await self._check()
            if self._blocked:
                raise Unavailable(BLOCKED) from error
            self._lose(f"no confirm within {self._timing.confirm:g} s")
            raise Unavailable("RabbitMQ did not confirm in time") from error
        except CONNECTION_EXCEPTIONS as error:
            raise Unavailable(f"RabbitMQ: {error!r}") from error


def _properties(message: Message) -> Basic.Properties:
    return Basic.Properties(
        content_type=MEDIA_TYPE,
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=message.id,
        message_type=message.type,
    )


def _nobody_to_tell(reason: str) -> None:
    """Before the first connection."""
