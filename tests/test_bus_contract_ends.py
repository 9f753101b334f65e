"""What every transport promises when an end of it starts, stops, comes back or is one of several."""

import asyncio

from tests.shared.bus.ends import CONFIRMED, PUSHED, Recorder, eventually, message, no_litter, relay
from tests.shared.bus.transports import Transport, transport, with_feature

__all__ = ["no_litter", "transport"]


async def test_ready_tells_whether_it_works(transport: Transport) -> None:
    bus = transport.end("review", {CONFIRMED: Recorder()})
    assert not bus.ready
    await bus.start()
    assert bus.ready
    await bus.drain()
    assert not bus.ready
    await bus.stop()
    assert not bus.ready


async def test_draining_finishes_what_is_in_hand_and_takes_no_more(transport: Transport) -> None:
    in_hand, finish = asyncio.Event(), asyncio.Event()
    review = Recorder()

    async def receive(body: bytes) -> None:
        in_hand.set()
        await finish.wait()
        await review(body)

    bus = await transport.started("review", {CONFIRMED: receive})
    hall = await transport.started("hall")
    first, second = message(), message()
    publishing = asyncio.create_task(relay(hall, [first]))
    await in_hand.wait()
    draining = asyncio.create_task(bus.drain())
    await asyncio.sleep(0.05)
    assert not draining.done()
    finish.set()
    await draining
    assert review.accepted == [first.body]
    await publishing
    await hall.publish([second])
    await asyncio.sleep(0.1)
    assert review.offered == [first.body]


async def test_a_drained_end_still_publishes(transport: Transport) -> None:
    review = Recorder()
    await transport.started("review", {CONFIRMED: review})
    hall = await transport.started("hall", {PUSHED: Recorder()})
    await hall.drain()
    sent = message()
    assert await hall.publish([sent]) == [None]
    await eventually(review.has(sent))


async def test_what_a_stopped_service_did_not_accept_comes_to_its_successor(transport: Transport) -> None:
    stubborn = Recorder(refusals=10**6)
    bus = await transport.started("review", {CONFIRMED: stubborn})
    hall = await transport.started("hall")
    batch = [message() for _ in range(5)]
    publishing = asyncio.create_task(relay(hall, batch))
    await eventually(lambda: len(set(stubborn.offered)) == 5)
    await bus.drain()
    await bus.stop()
    successor = Recorder()
    await transport.started("review", {CONFIRMED: successor})
    await publishing
    await eventually(successor.has(*batch))


@with_feature("stores")
async def test_what_is_confirmed_waits_for_a_subscriber_that_is_away(transport: Transport) -> None:
    bus = await transport.started("review", {CONFIRMED: Recorder()})
    await bus.stop()
    hall = await transport.started("hall")
    sent = message()
    assert await hall.publish([sent]) == [None]
    review = Recorder()
    await transport.started("review", {CONFIRMED: review})
    await eventually(review.has(sent))


@with_feature("replicas")
async def test_replicas_share_the_deliveries(transport: Transport) -> None:
    one, other = Recorder(), Recorder()
    await transport.started("review", {CONFIRMED: one})
    await transport.started("review", {CONFIRMED: other})
    hall = await transport.started("hall")
    batch = [message() for _ in range(100)]
    assert await hall.publish(batch) == [None] * 100
    await eventually(lambda: len(one.accepted) + len(other.accepted) == 100)
    assert set(one.accepted) | set(other.accepted) == {sent.body for sent in batch}
    assert one.accepted
    assert other.accepted


@with_feature("replicas")
async def test_a_replica_takes_over_what_another_had_in_hand(transport: Transport) -> None:
    stubborn, other = Recorder(refusals=10**6), Recorder()
    first = await transport.started("review", {CONFIRMED: stubborn})
    hall = await transport.started("hall")
    batch = [message() for _ in range(10)]
    assert await hall.publish(batch) == [None] * 10
    await eventually(lambda: len(set(stubborn.offered)) == 10)
    await transport.started("review", {CONFIRMED: other})
    await first.drain()
    await eventually(other.has(*batch))
