"""RabbitMQ 3.10 or later: one durable topic exchange, one quorum queue for each service and event type.

Replicas of a service share its queues. Two connections, because a broker short of memory stops reading from
publishers, and acknowledgements must not be held up by that. aio-pika opens and declares; publishing, deliveries
and acknowledgements go to the aiormq channel below it, which halves their cost.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import aio_pika
from aio_pika.exceptions import CONNECTION_EXCEPTIONS, ChannelNotFoundEntity, PublishError
from aiormq import Channel
from aiormq.abc import DeliveredMessage
from aiormq.connection import TCPTransportFactory, TLSTransportFactory, TransportFactory
from pamqp.commands import Basic
from yarl import URL

from shared.bus.contract import Message, Receive, Returned, Unavailable, Undecodable, cancelled, send_in_order
from shared.bus.link import Check, Link, Lost

log = logging.getLogger(__name__)
# They tell of each lost connection several times, with tracebacks; a link says it in one line.
for noisy in ("aio_pika", "aiormq"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)

PREFETCH = 200
"""Deliveries in hand for each queue: what a relay sends at once, so that a store can commit them as one group."""

HEARTBEAT = 10
"""Seconds; aiormq gives a silent connection up after three."""

UNLIMITED = 2**31 - 1
"""Redeliveries before a quorum queue puts a message aside. RabbitMQ 4 would do so after 20, and 3.x knows no -1."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds."""

    answer: float = 5.0  # for the broker to answer a question
    farewell: float = 1.0  # for it to agree to a close
    confirm: float = 10.0  # for a publisher confirm
    check: float = 5.0  # between looks at the consumers
    first_pause: float = 0.1  # before connecting again …
    longest_pause: float = 3.0
    first_hold: float = 0.2  # before a delivery that was not accepted goes back …
    longest_hold: float = 10.0
    settle: float = 2.0  # before a new queue gets its first message


class RabbitBus:
    """One service's end of a broker; see `shared.bus.contract.Bus`."""

    def __init__(self, url: str, service: str, exchange: str = "shentu", timing: Timing | None = None) -> None:
        self.service = service
        self._url = url
        self._exchange = exchange
        self._undecodable = f"{exchange}.undecodable"
        self._timing = timing or Timing()
        self._receivers: dict[str, Receive] = {}
        self._outlet: Channel | None = None
        self._inlet: Channel | None = None
        self._draining = asyncio.Event()
        self._in_hand: set[asyncio.Task[None]] = set()
        pace = {
            "check_every": self._timing.check,
            "first_pause": self._timing.first_pause,
            "longest_pause": self._timing.longest_pause,
        }
        self._publisher = Link(f"{service} publishing to RabbitMQ", self._open_outlet, **pace)
        self._consumer = Link(f"{service} consuming from RabbitMQ", self._open_inlet, **pace)

    def subscribe(self, event_type: str, receive: Receive) -> None:
        self._receivers[event_type] = receive

    @property
    def _links(self) -> list[Link]:
        return [self._publisher, self._consumer] if self._receivers else [self._publisher]

    async def start(self) -> None:
        for link in self._links:
            link.start()
        for link in self._links:
            await link.until_up()

    @property
    def ready(self) -> bool:
        return all(link.is_up for link in self._links)

    async def drain(self) -> None:
        self._draining.set()
        inlet = self._inlet
        if inlet is not None:
            with suppress(TimeoutError, *CONNECTION_EXCEPTIONS):
                async with asyncio.timeout(self._timing.farewell):
                    for tag in list(inlet.consumers):
                        await inlet.basic_cancel(tag)
        while self._in_hand:
            await asyncio.wait(self._in_hand)
        await self._consumer.stop()

    async def stop(self) -> None:
        self._draining.set()
        for task in self._in_hand:
            task.cancel()
        await asyncio.gather(self._publisher.stop(), self._consumer.stop())

    # publishing

    @asynccontextmanager
    async def _open_outlet(self) -> AsyncIterator[Check]:
        async with _connected(self._url, f"{self.service} publishes", self._timing) as connection:
            async with asyncio.timeout(self._timing.answer):
                # Without on_return_raises a message that no queue takes counts as delivered.
                channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
                await channel.declare_exchange(self._exchange, aio_pika.ExchangeType.TOPIC, durable=True)
                self._outlet = await _below(channel)
            self._outlet.closing.add_done_callback(lambda _: self._publisher.lose("the broker closed the channel"))
            try:
                yield _nothing_to_check
            finally:
                self._outlet = None

    async def publish(self, batch: Sequence[Message]) -> list[Exception | None]:
        return await send_in_order(batch, self._send)

    async def _send(self, message: Message) -> None:
        if self._outlet is None:
            raise Unavailable("no connection to RabbitMQ")
        try:
            await self._outlet.basic_publish(
                message.body,
                exchange=self._exchange,
                routing_key=message.type,
                mandatory=message.mandatory,
                properties=_properties(message),
                timeout=self._timing.confirm,
                wait=False,  # for the socket: the confirm is what counts, and a stuck broker must not stop the writer
            )
        except PublishError as error:
            raise Returned(f"no queue takes {message.type} yet") from error
        except TimeoutError as error:
            self._publisher.lose(f"no confirm within {self._timing.confirm:g} s")
            raise Unavailable("RabbitMQ did not confirm in time") from error
        except CONNECTION_EXCEPTIONS as error:
            raise Unavailable(f"RabbitMQ: {error!r}") from error

    # consuming

    @asynccontextmanager
    async def _open_inlet(self) -> AsyncIterator[Check]:
        async with _connected(self._url, f"{self.service} consumes", self._timing) as connection:
            async with asyncio.timeout(self._timing.answer):
                probe = await _below(await connection.channel(publisher_confirms=False))
                channel = await connection.channel(publisher_confirms=False)
                created = await self._declare_queues(connection, channel)
            if created:
                # RabbitMQ writes the list of its queues every second or so. Killed before that, it forgets a new
                # queue's messages, confirmed as they are: until then no message may find its way into it.
                await asyncio.sleep(self._timing.settle)
            async with asyncio.timeout(self._timing.answer):
                inlet = await _below(channel)
                inlet.closing.add_done_callback(lambda _: self._consumer.lose("the broker closed the channel"))
                inlet.on_consumer_cancel_callbacks.add(lambda _: self._consumer.lose("the broker ended a consumer"))
                await inlet.basic_qos(prefetch_count=PREFETCH)  # a consumer's; RabbitMQ 4.3 refuses it for a channel
                await self._consume(inlet)
            try:
                yield partial(self._check_consumers, inlet, probe)
            finally:
                self._inlet = None
                with suppress(TimeoutError, *CONNECTION_EXCEPTIONS):
                    async with asyncio.timeout(self._timing.farewell):
                        await channel.close()  # after the acknowledgements; closing the connection overtakes them

    def _queue(self, event_type: str) -> str:
        return f"{self.service}.{event_type}"

    async def _declare_queues(self, connection: aio_pika.Connection, channel: aio_pika.abc.AbstractChannel) -> bool:
        """Whether one of them is new."""
        names = [self._undecodable, *map(self._queue, self._receivers)]
        new = [name for name in names if not await _queue_exists(connection, name)]
        await channel.declare_exchange(self._exchange, aio_pika.ExchangeType.TOPIC, durable=True)
        await channel.declare_queue(self._undecodable, durable=True, arguments={"x-queue-type": "quorum"})
        arguments: dict[str, Any] = {
            "x-queue-type": "quorum",
            "x-delivery-limit": UNLIMITED,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": self._undecodable,
        }
        for event_type in self._receivers:
            await channel.declare_queue(self._queue(event_type), durable=True, arguments=arguments)
        return bool(new)

    async def _consume(self, inlet: Channel) -> None:
        if self._draining.is_set():
            return
        self._inlet = inlet
        for event_type, receive in self._receivers.items():
            queue = self._queue(event_type)
            await inlet.queue_bind(queue, self._exchange, event_type)
            await inlet.basic_consume(queue, partial(self._deliver, receive))

    async def _check_consumers(self, inlet: Channel, probe: Channel) -> None:
        """A connection can come back without its consumers, and nothing says so (ag2ai/faststream#2758)."""
        for event_type in self._receivers:
            async with asyncio.timeout(self._timing.answer):
                found = await probe.queue_declare(self._queue(event_type), passive=True)
            if not found.consumer_count and not self._draining.is_set():
                raise Lost(f"nobody consumes {self._queue(event_type)}")

    async def _deliver(self, receive: Receive, delivery: DeliveredMessage) -> None:
        """In a task of our own: aiormq cancels its tasks with the channel, and a unit of work must not end so."""
        if not self._draining.is_set():
            task = asyncio.create_task(self._take(receive, delivery))
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)

    async def _take(self, receive: Receive, delivery: DeliveredMessage) -> None:
        channel, tag = delivery.channel, delivery.delivery_tag
        assert tag is not None
        try:
            await receive(delivery.body)
        except Undecodable as error:
            log.error("put aside in %s: %s", self._undecodable, error)
            settle = channel.basic_reject(tag, requeue=False, wait=False)
        except (Exception, asyncio.CancelledError) as error:
            if isinstance(error, asyncio.CancelledError) and cancelled():
                raise
            log.warning("%s is not accepted now: %r", delivery.header.properties.message_id, error)
            await self._hold(delivery)
            settle = channel.basic_nack(tag, requeue=True, wait=False)
        else:
            settle = channel.basic_ack(tag, wait=False)
        with suppress(*CONNECTION_EXCEPTIONS):  # then the broker has taken it back already
            await settle

    async def _hold(self, delivery: DeliveredMessage) -> None:
        """Keep it for a while, longer each time, lest it go round in circles; a draining bus gives it back at once."""
        headers = delivery.header.properties.headers or {}
        # RabbitMQ 4.3 counts what came back without harm apart
        counts = [headers.get(name) for name in ("x-delivery-count", "x-acquired-count")]
        times = max(count if isinstance(count, int) else 0 for count in counts)
        pause = min(self._timing.first_hold * 2 ** min(times, 16), self._timing.longest_hold)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._draining.wait()


def _properties(message: Message) -> Basic.Properties:
    return Basic.Properties(
        content_type="application/cloudevents+json",
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        message_id=message.id,
        message_type=message.type,
    )


async def _queue_exists(connection: aio_pika.Connection, name: str) -> bool:
    channel = await connection.channel(publisher_confirms=False)
    try:
        await channel.declare_queue(name, passive=True)
    except ChannelNotFoundEntity:
        return False  # and the broker has closed the channel
    await channel.close()
    return True


async def _below(channel: aio_pika.abc.AbstractChannel) -> Channel:
    underlay = await channel.get_underlay_channel()
    assert isinstance(underlay, Channel)
    return underlay


async def _nothing_to_check() -> None:
    """The channel itself says when it is closed, and a confirm that does not come says the rest."""


@asynccontextmanager
async def _connected(url: str, name: str, timing: Timing) -> AsyncIterator[aio_pika.Connection]:
    """A connection that is closed at the end whatever state the broker is in."""
    with_heartbeat = URL(url).update_query({"heartbeat": HEARTBEAT, **URL(url).query})
    connection = aio_pika.Connection(with_heartbeat, client_properties={"connection_name": name})
    socket = _Socket(secure=with_heartbeat.scheme == "amqps")
    connection.kwargs["transport_factory"] = socket
    try:
        async with asyncio.timeout(timing.answer):
            await connection.connect()
        yield connection
    finally:
        closing = asyncio.create_task(connection.close())
        try:
            await asyncio.wait({closing}, timeout=timing.farewell)
        finally:
            socket.cut()  # what a stopped broker does not read would keep a polite close waiting for ever
            await asyncio.wait({closing}, timeout=timing.farewell)


class _Socket(TransportFactory):
    """Connects as aiormq does by itself, and can be cut off."""

    def __init__(self, secure: bool) -> None:
        self._factory = TLSTransportFactory() if secure else TCPTransportFactory()
        self._writer: asyncio.StreamWriter | None = None

    async def create(self, url: URL, **options: Any) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, self._writer = await self._factory.create(url, **options)
        return reader, self._writer

    def cut(self) -> None:
        if self._writer is not None:
            self._writer.transport.abort()
