"""A broker that is killed, restarted or stopped in its tracks: nothing confirmed is lost, and everything comes back."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from shared.bus.contract import Message, Unavailable
from shared.bus.rabbit import RabbitBus, Timing
from tests.engines.rabbitmq import QUEUE_SETTLED, RabbitMQ
from tests.shared.bus.ends import CONFIRMED, FAST, Recorder, eventually, message, no_litter, relay

__all__ = ["no_litter"]


@pytest.fixture
async def url(rabbitmq: RabbitMQ) -> AsyncIterator[str]:
    """A place in a broker that runs again afterwards, whatever the test did to it."""
    yield rabbitmq.new_vhost()
    rabbitmq.resume()
    if not rabbitmq.alive:
        rabbitmq.start()


async def pair(url: str, timing: Timing = FAST) -> tuple[RabbitBus, RabbitBus, Recorder]:
    """A hall and a review that records what it gets."""
    review = Recorder()
    sender, receiver = RabbitBus(url, "hall", timing=timing), RabbitBus(url, "review", timing=timing)
    receiver.subscribe(CONFIRMED, review)
    await asyncio.gather(sender.start(), receiver.start())
    return sender, receiver, review


async def test_nothing_is_lost_when_the_broker_is_killed_under_load(
    rabbitmq: RabbitMQ, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Even what went into queues that had just been created: the broker forgets those when it is killed too soon."""
    sender, receiver, review = await pair(url, replace(FAST, settle=Timing().settle))
    waiting = RabbitBus(url, "sms", timing=replace(FAST, settle=Timing().settle))
    waiting.subscribe(CONFIRMED, Recorder())
    await waiting.start()
    await waiting.stop()  # its queue keeps what comes, through the crash
    # What the broker may forget as well is a binding made within the last second: harmless while an event has one
    # subscriber, since then it is returned; but here there are two.
    await asyncio.sleep(QUEUE_SETTLED)
    confirmed: list[Message] = []
    broken = 0

    async def load() -> None:
        nonlocal broken
        while len(confirmed) < 1500:
            batch = [message(journey=f"j{number % 20}") for number in range(50)]  # at most a task for each journey
            results = await sender.publish(batch)
            confirmed.extend(sent for sent, result in zip(batch, results, strict=True) if result is None)
            broken += any(results)
            await asyncio.sleep(0.01)

    async with asyncio.timeout(120):
        loading = asyncio.create_task(load())
        await eventually(lambda: len(confirmed) >= 50)
        await asyncio.to_thread(rabbitmq.kill)
        await eventually(lambda: not sender.ready and not receiver.ready)
        tasks_while_away = len(asyncio.all_tasks())
        await asyncio.to_thread(rabbitmq.start)
        await loading
    await eventually(review.has(*confirmed))
    assert broken > 0, "the load did not notice the crash"
    assert tasks_while_away < 40, "connecting again and again must not pile up tasks"
    late = Recorder()
    successor = RabbitBus(url, "sms", timing=FAST)
    successor.subscribe(CONFIRMED, late)
    await successor.start()
    try:
        await eventually(late.has(*confirmed))
    except TimeoutError:
        vhost = url.rpartition("/")[2]
        known = {what: rabbitmq.ask("GET", f"/api/{what}/{vhost}") for what in ("queues", "bindings")}
        pytest.fail(f"{len(late.accepted)} of {len(confirmed)} came, and the broker knows {known}")
    for bus in (sender, receiver, successor):
        await bus.stop()
    assert not [record.getMessage() for record in caplog.records if record.exc_info], "tracebacks for an outage"
    assert caplog.messages.count("hall publishing to RabbitMQ: the channel was closed") == 1


async def test_a_broker_that_falls_silent_fails_what_it_does_not_confirm_and_comes_back(
    rabbitmq: RabbitMQ, url: str
) -> None:
    sender, receiver, review = await pair(url)
    batch = [message(journey=f"j{number % 5}") for number in range(50)]
    large = [Message(f"large{number}", CONFIRMED, f"l{number}", b"x" * 500_000, True) for number in range(20)]
    rabbitmq.pause()
    began = time.monotonic()
    results = await sender.publish([*batch, *large])  # more than the socket takes
    assert all(isinstance(result, Exception) for result in results)
    assert isinstance(results[0], Unavailable)
    assert time.monotonic() - began < FAST.confirm + 1
    await eventually(lambda: not sender.ready and not receiver.ready)
    began = time.monotonic()
    assert isinstance((await sender.publish(batch))[0], Unavailable)
    assert time.monotonic() - began < 0.5, "while there is no connection, failing takes no time"
    rabbitmq.resume()
    await relay(sender, batch)
    await eventually(review.has(*batch))
    await asyncio.gather(sender.stop(), receiver.stop())


async def test_stopping_does_not_wait_for_a_broker_that_is_silent(rabbitmq: RabbitMQ, url: str) -> None:
    sender, receiver, _ = await pair(url)
    rabbitmq.pause()
    async with asyncio.TaskGroup() as group:
        publishing = group.create_task(sender.publish([message() for _ in range(10)]))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        await asyncio.gather(sender.stop(), receiver.drain())
        await receiver.stop()
    assert time.monotonic() - began < 5 * FAST.farewell
    assert all(isinstance(result, Unavailable) for result in publishing.result())
