"""What only a broker can do to us: each trap of RabbitMQ and its client has its test."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from shared.bus.contract import Receive, Returned, Unavailable, Undecodable
from shared.bus.rabbit import PREFETCH, UNLIMITED, RabbitBus, Timing
from tests.engines.rabbitmq import RabbitMQ
from tests.shared.bus.ends import CONFIRMED, FAST, Recorder, eventually, message, no_litter, relay

__all__ = ["no_litter"]

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


@pytest.fixture
async def place(rabbitmq: RabbitMQ) -> AsyncIterator[Place]:
    made = Place(rabbitmq)
    yield made
    await made.close()


async def test_messages_outlive_the_broker_and_say_what_they_are(place: Place) -> None:
    await (await place.started("review", Recorder())).stop()
    hall = await place.started("hall")
    sent = message()
    assert await hall.publish([sent]) == [None]
    [found] = place.get(QUEUE)
    assert found["payload"].encode() == sent.body
    assert found["properties"]["content_type"] == "application/cloudevents+json"
    assert found["properties"]["message_id"] == sent.id
    assert found["properties"]["type"] == sent.type
    assert found["properties"]["delivery_mode"] == 2


async def test_queues_are_of_the_kind_that_every_version_since_3_10_keeps(place: Place) -> None:
    """RabbitMQ 4.3 refuses transient non-exclusive queues."""
    await place.started("review", Recorder())
    queue = place.queue()
    assert queue["type"] == "quorum"
    assert (queue["durable"], queue["exclusive"], queue["auto_delete"]) == (True, False, False)
    undecodable = place.queue("shentu.undecodable")
    assert (undecodable["type"], undecodable["durable"]) == ("quorum", True)


async def test_a_message_is_never_given_up(place: Place) -> None:
    """RabbitMQ 4 puts a message of a quorum queue aside after 20 deliveries, unless told otherwise."""
    review = Recorder(refusals=30)
    await place.started("review", review, replace(FAST, first_hold=0.001, longest_hold=0.001))
    hall = await place.started("hall")
    sent = message()
    assert await hall.publish([sent]) == [None]
    await eventually(review.has(sent))
    assert place.queue()["arguments"]["x-delivery-limit"] == UNLIMITED


async def test_a_refused_message_does_not_go_round_in_circles(place: Place) -> None:
    review = Recorder(refusals=10**6)
    await place.started("review", review)
    hall = await place.started("hall")
    assert await hall.publish([message()]) == [None]
    await eventually(lambda: len(review.offered) >= 2)
    before = len(review.offered)
    await asyncio.sleep(1.0)
    assert 1 <= len(review.offered) - before <= 9


async def test_bytes_that_are_no_envelope_are_put_aside_and_nothing_else(place: Place) -> None:
    good = message()

    async def receive(body: bytes) -> None:
        if body != good.body:
            raise Undecodable("not JSON")
        await review(body)

    review = Recorder()
    await place.started("review", receive)
    hall = await place.started("hall")
    bad = message()
    assert await hall.publish([bad, good]) == [None, None]
    await eventually(review.has(good))
    await eventually(lambda: len(place.get("shentu.undecodable")) == 1)
    [aside] = place.get("shentu.undecodable")
    assert aside["payload"].encode() == bad.body


@pytest.mark.parametrize(("accepted", "refused"), [(PREFETCH, 0), (30, 1)])
async def test_what_was_accepted_before_a_stop_does_not_come_again(place: Place, accepted: int, refused: int) -> None:
    """Its acknowledgement is still on the way to the socket when the bus closes it: in one frame, or in many when an
    earlier delivery is not to be acknowledged."""
    finish = asyncio.Event()
    begun = Recorder()

    async def receive(body: bytes) -> None:
        await begun(body)
        await finish.wait()
        if body in unwanted:
            raise RuntimeError("not now")

    bus = await place.started("review", receive)
    hall = await place.started("hall")
    batch = [message(journey="one") for _ in range(refused + accepted)]
    unwanted = {sent.body for sent in batch[:refused]}
    await hall.publish(batch)
    await eventually(begun.has(*batch))
    draining = asyncio.create_task(bus.drain())
    await asyncio.sleep(0.05)
    finish.set()
    await draining
    await bus.stop()
    again, marker = Recorder(), message()
    await place.started("review", again)
    await relay(hall, [marker])
    await eventually(again.has(marker))
    assert set(again.offered) == {marker.body, *unwanted}


async def test_a_client_that_raises_cancelled_error_fails_the_message_and_not_the_relay(place: Place) -> None:
    """aiormq does so when it cancels its own reader, as it does with a connection that has gone silent."""
    review = Recorder()
    await place.started("review", review)
    hall = await place.started("hall")
    batch = [message() for _ in range(3)]
    place.broker.pause()
    try:
        publishing = asyncio.create_task(hall.publish(batch))
        await asyncio.sleep(0.1)
        outlet: Any = hall._publisher._channel
        outlet.connection._reader_task.cancel()
        results = await publishing
    finally:
        place.broker.resume()
    assert not publishing.cancelled()
    assert [type(result) for result in results] == [Unavailable] * 3
    assert "gave up" in str(results[0])
    await relay(hall, batch)
    await eventually(review.has(*batch))


async def test_a_delivery_in_hand_is_finished_although_its_connection_is_lost(place: Place) -> None:
    """aiormq cancels the tasks in which it calls a consumer: the unit of work must not end in the middle."""
    begun, finish = asyncio.Event(), asyncio.Event()

    async def receive(body: bytes) -> None:
        begun.set()
        await finish.wait()
        await review(body)

    review = Recorder()
    bus = await place.started("review", receive)
    hall = await place.started("hall")
    sent = message()
    assert await hall.publish([sent]) == [None]
    await begun.wait()
    assert bus._consumer._channel is not None
    await bus._consumer._channel.close()
    finish.set()
    await eventually(lambda: review.accepted == [sent.body, sent.body])  # and its second copy, as the first was not
    await eventually(lambda: bus.ready)  # acknowledged


async def test_a_deleted_queue_comes_back(place: Place) -> None:
    """The broker says so: nobody has to look."""
    review = Recorder()
    await place.started("review", review, replace(FAST, check=3600))
    hall = await place.started("hall")
    place.broker.ask("DELETE", f"/api/queues/{place.vhost}/{QUEUE}")
    sent = message()
    await relay(hall, [sent])
    await eventually(review.has(sent))


async def test_a_consumer_that_is_silently_gone_comes_back(place: Place) -> None:
    """ag2ai/faststream#2758: after a recovery the queue is there, the consumer is not, and nobody says so."""
    review = Recorder()
    bus = await place.started("review", review)
    hall = await place.started("hall")
    inlet = bus._consumer._channel
    assert inlet is not None
    [tag] = inlet.consumers
    await inlet.basic_cancel(tag)
    sent = message()
    assert await hall.publish([sent]) == [None]
    await eventually(review.has(sent))


async def test_a_queue_that_vanished_without_a_word_comes_back(place: Place) -> None:
    review = Recorder()
    bus = await place.started("review", review)
    hall = await place.started("hall")
    assert bus._consumer._channel is not None
    bus._consumer._channel.on_consumer_cancel_callbacks.clear()
    place.broker.ask("DELETE", f"/api/queues/{place.vhost}/{QUEUE}")
    sent = message()
    await relay(hall, [sent])
    await eventually(review.has(sent))


async def test_a_deleted_exchange_comes_back(place: Place) -> None:
    review = Recorder()
    await place.started("review", review)
    hall = await place.started("hall")
    place.broker.ask("DELETE", f"/api/exchanges/{place.vhost}/shentu")
    results = [await hall.publish([message()])]
    while not isinstance(results[-1][0], Returned):  # the exchange is there again, its bindings are not
        assert isinstance(results[-1][0], Unavailable)
        await asyncio.sleep(0.02)
        results.append(await hall.publish([message()]))
    assert len(results) > 1


async def test_two_connections_and_each_comes_back_when_the_broker_closes_it(place: Place) -> None:
    """RabbitMQ 4.3 refuses a prefetch for a whole channel; a console shows who is connected, and what for."""
    review = Recorder()
    bus = await place.started("review", review)
    await eventually(lambda: len(place.connections()) == 2)  # the console learns of them every five seconds
    open_now = {one["client_properties"]["connection_name"]: one["name"] for one in place.connections()}
    assert set(open_now) == {"review publishes", "review consumes"}
    await eventually(lambda: bool(place.consumers()))
    [consumer] = place.consumers()
    assert (consumer["prefetch_count"], consumer["ack_required"]) == (PREFETCH, True)
    for name in open_now.values():
        place.broker.ask("DELETE", f"/api/connections/{quote(name)}")
        await eventually(lambda: not bus.ready)
        batch = [message() for _ in range(20)]
        await relay(bus, batch)
        await eventually(review.has(*batch))
        await eventually(lambda: bus.ready)


async def test_starting_waits_for_the_broker(rabbitmq: RabbitMQ) -> None:
    hall = RabbitBus(rabbitmq.url + "not-yet", "hall", timing=FAST)
    starting = asyncio.create_task(hall.start())
    await asyncio.sleep(0.3)
    assert not starting.done()
    assert not hall.ready
    [result] = await hall.publish([message()])
    assert isinstance(result, Unavailable)
    rabbitmq.ask("PUT", "/api/vhosts/not-yet")
    rabbitmq.ask("PUT", "/api/permissions/not-yet/guest", {"configure": ".*", "write": ".*", "read": ".*"})
    async with asyncio.timeout(10):
        await starting
    assert hall.ready
    await hall.stop()


async def test_a_start_that_is_given_up_leaves_nothing_behind() -> None:
    hall = RabbitBus("amqp://guest:guest@127.0.0.1:1/", "hall", timing=FAST)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await hall.start()
    await hall.stop()


async def test_a_stop_does_not_wait_for_what_is_in_hand(place: Place) -> None:
    begun = asyncio.Event()

    async def receive(body: bytes) -> None:
        begun.set()
        await asyncio.sleep(3600)

    bus = await place.started("review", receive)
    hall = await place.started("hall")
    await hall.publish([message()])
    await begun.wait()
    began = time.monotonic()
    await bus.stop()
    assert time.monotonic() - began < 2
