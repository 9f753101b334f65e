"""Starting without a broker, and stopping in the middle of work."""

import asyncio
import time

import pytest

from shared.bus.contract import Unavailable
from shared.bus.rabbit import PREFETCH, RabbitBus
from tests.engines.rabbitmq import RabbitMQ
from tests.shared.bus.ends import FAST, Recorder, eventually, message, no_litter, relay
from tests.shared.bus.place import Place

__all__ = ["no_litter"]


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
