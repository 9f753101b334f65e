"""What only a broker can do to us: each trap of RabbitMQ and its client has its test.

Here the traps of queues and messages; `test_rabbit_losses.py` takes connections and queues away,
`test_rabbit_stopping.py` starts and stops, `test_rabbit_outages.py` kills the broker.
"""

import asyncio
from dataclasses import replace

from shared.bus.contract import Undecodable
from shared.bus.rabbit import UNLIMITED
from tests.shared.bus.ends import FAST, Recorder, eventually, message, no_litter
from tests.shared.bus.place import QUEUE, Place

__all__ = ["no_litter"]


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
