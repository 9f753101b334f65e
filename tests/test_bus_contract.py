"""What every transport promises about the mail it carries, stated once and run on each.

What it promises about the ends that carry it: `test_bus_contract_ends.py`.
"""

import asyncio
from contextlib import suppress

import pytest

from shared.bus import connect_bus
from shared.bus.contract import HeldBack, Message, Returned
from shared.bus.local import Hub, LocalBus
from shared.bus.rabbit import RabbitBus
from tests.shared.bus.ends import CONFIRMED, PUSHED, Recorder, eventually, message, no_litter, relay
from tests.shared.bus.transports import Transport, transport

__all__ = ["no_litter", "transport"]


async def test_each_subscribed_service_gets_what_was_confirmed_once(transport: Transport) -> None:
    review, sms = Recorder(), Recorder()
    await transport.started("review", {CONFIRMED: review})
    await transport.started("sms", {CONFIRMED: sms})
    hall = await transport.started("hall")
    batch = [message() for _ in range(20)]
    assert await hall.publish(batch) == [None] * 20
    await eventually(lambda: review.has(*batch)() and sms.has(*batch)())
    assert len(review.offered) == len(sms.offered) == 20


async def test_a_service_gets_what_it_subscribed_to_and_nothing_else(transport: Transport) -> None:
    confirmed, pushed = Recorder(), Recorder()
    await transport.started("review", {CONFIRMED: confirmed})
    await transport.started("sms", {PUSHED: pushed})
    hall = await transport.started("hall")
    one, other = message(CONFIRMED), message(PUSHED)
    assert await hall.publish([one, other]) == [None, None]
    await eventually(lambda: confirmed.has(one)() and pushed.has(other)())
    assert confirmed.offered == [one.body]
    assert pushed.offered == [other.body]


async def test_bytes_arrive_as_they_were_sent(transport: Transport) -> None:
    got: list[bytes] = []

    async def receive(body: bytes) -> None:
        got.append(body)

    await transport.started("review", {CONFIRMED: receive})
    hall = await transport.started("hall")
    bodies = ["审图 \x00\n".encode(), b"x" * 300_000]
    odd = [Message(f"m{number}", CONFIRMED, f"j{number}", body, True) for number, body in enumerate(bodies)]
    assert await hall.publish(odd) == [None, None]
    await eventually(lambda: len(got) == 2)
    assert set(got) == {sent.body for sent in odd}


async def test_what_is_refused_comes_again_until_it_is_accepted(transport: Transport) -> None:
    review = Recorder(refusals=3)
    await transport.started("review", {CONFIRMED: review})
    hall = await transport.started("hall")
    batch = [message() for _ in range(5)]
    await relay(hall, batch)
    await eventually(review.has(*batch))
    assert len(review.accepted) == 5
    assert len(review.offered) == 20


async def test_a_receiver_whose_library_pretends_a_cancellation_is_one_that_refuses(transport: Transport) -> None:
    pretended = asyncio.Event()

    async def receive(body: bytes) -> None:
        if not pretended.is_set():
            pretended.set()
            raise asyncio.CancelledError
        await review(body)

    review = Recorder()
    await transport.started("review", {CONFIRMED: receive})
    hall = await transport.started("hall")
    sent = message()
    await relay(hall, [sent])
    await eventually(review.has(sent))


async def test_order_holds_within_a_journey(transport: Transport) -> None:
    review = Recorder()
    await transport.started("review", {CONFIRMED: review})
    hall = await transport.started("hall")
    batch = [message(journey=f"j{number % 10}") for number in range(200)]
    assert await hall.publish(batch) == [None] * 200
    await eventually(review.has(*batch))
    for journey in range(10):
        sent = [one.body for one in batch if one.journey == f"j{journey}"]
        assert [body for body in review.accepted if body in sent] == sent


async def test_journeys_do_not_wait_for_one_another(transport: Transport) -> None:
    """Deliveries of different journeys are in hand at the same time, so that a store can commit them together."""
    together = asyncio.Barrier(8)

    async def receive(body: bytes) -> None:
        await together.wait()
        await review(body)

    review = Recorder()
    await transport.started("review", {CONFIRMED: receive})
    hall = await transport.started("hall")
    batch = [message() for _ in range(8)]
    async with asyncio.timeout(10):
        assert await hall.publish(batch) == [None] * 8
        await eventually(review.has(*batch))


async def test_mandatory_mail_that_nobody_takes_is_returned_and_its_journey_held_back(transport: Transport) -> None:
    review = Recorder()
    await transport.started("review", {CONFIRMED: review})
    hall = await transport.started("hall")
    batch = [
        message(CONFIRMED, "one"),
        message("nobody.takes.this", "one"),
        message(CONFIRMED, "one"),
        message(CONFIRMED, "two"),
    ]
    first, returned, held, other = await hall.publish(batch)
    assert (first, other) == (None, None)
    assert isinstance(returned, Returned)
    assert isinstance(held, HeldBack)
    await eventually(review.has(batch[0], batch[3]))
    assert batch[2].body not in review.offered


async def test_news_that_nobody_takes_is_no_failure(transport: Transport) -> None:
    hall = await transport.started("hall")
    assert await hall.publish([message("review.agency.assigned", mandatory=False)]) == [None]


async def test_mandatory_mail_waits_for_its_first_subscriber(transport: Transport) -> None:
    hall = await transport.started("hall")
    review = Recorder()
    late = transport.end("review", {CONFIRMED: review})
    sent = message()
    [before] = await hall.publish([sent])
    assert isinstance(before, Returned)
    await late.start()
    await relay(hall, [sent])
    await eventually(review.has(sent))


async def test_publishing_is_not_the_only_thing_that_can_be_cancelled(transport: Transport) -> None:
    """A real cancellation ends `publish`; the copies that are on their way may arrive, and the bus goes on working."""
    stuck = asyncio.Event()
    review = Recorder()

    async def receive(body: bytes) -> None:
        await stuck.wait()
        await review(body)

    await transport.started("review", {CONFIRMED: receive})
    hall = await transport.started("hall")
    batch = [message(journey=f"j{number % 3}") for number in range(30)]
    publishing = asyncio.create_task(hall.publish(batch))
    await asyncio.sleep(0)
    publishing.cancel()
    with suppress(asyncio.CancelledError):
        await publishing
    assert publishing.cancelled()
    stuck.set()
    await relay(hall, batch)
    await eventually(review.has(*batch))


def test_a_url_chooses_the_transport() -> None:
    assert isinstance(connect_bus("local://", "hall", Hub()), LocalBus)
    assert isinstance(connect_bus("amqp://guest@broker/", "hall", Hub()), RabbitBus)
    assert isinstance(connect_bus("amqps://guest@broker/", "hall", Hub()), RabbitBus)
    with pytest.raises(ValueError, match="local: or amqp:"):
        connect_bus("kafka://broker", "hall", Hub())
