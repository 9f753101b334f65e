"""Connections, consumers, queues and exchanges that go while the broker runs: all come back, and nothing is lost."""

import asyncio
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from shared.bus.contract import Returned, Unavailable
from shared.bus.rabbit import PREFETCH
from tests.shared.bus.ends import FAST, Recorder, eventually, message, no_litter, relay
from tests.shared.bus.place import QUEUE, Place

__all__ = ["no_litter"]


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
