"""A broker that somebody else looks after: what is there is used, what is missing is said in one sentence, once."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from shared.bus.contract import Unavailable
from shared.bus.rabbit import RabbitBus
from tests.engines.engine import free_port
from tests.engines.rabbitmq import RabbitMQ
from tests.shared.bus.ends import CONFIRMED, FAST, Recorder, eventually, message, no_litter, relay

__all__ = ["no_litter"]

NOTHING = {"configure": "", "write": "", "read": ""}
NO_MAKING = {"configure": "", "write": ".*", "read": ".*"}


@pytest.fixture(autouse=True)
def heard(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def warnings(heard: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in heard.records if record.levelno >= logging.WARNING]


@asynccontextmanager
async def review(url: str) -> AsyncIterator[tuple[RabbitBus, Recorder]]:
    """A receiver that is being started."""
    bus, received = RabbitBus(url, "review", timing=FAST), Recorder()
    bus.subscribe(CONFIRMED, received)
    starting = asyncio.create_task(bus.start())
    try:
        yield bus, received
    finally:
        starting.cancel()
        await asyncio.wait([starting])
        await bus.stop()


def poor(broker: RabbitMQ, url: str, rights: dict[str, str]) -> str:
    """The same place for somebody with these rights."""
    vhost = urlsplit(url).path.removeprefix("/")
    broker.ask("PUT", "/api/users/poor", {"password": "hunter2", "tags": ""})
    broker.ask("PUT", f"/api/permissions/{vhost}/poor", rights)
    return url.replace("guest:guest", "poor:hunter2")


async def trouble_at(url: str, heard: pytest.LogCaptureFixture, *words: str) -> None:
    """It is not ready and says why; each of its two connections has said so once, however often it tried."""
    async with review(url) as (bus, _):
        await eventually(lambda: all(word in str(bus.trouble) for word in words))
        await asyncio.sleep(0.5)  # attempts go on
        assert not bus.ready
    said = warnings(heard)
    assert len(said) == len(set(said)) <= 2, said
    assert all("hunter2" not in line and "Error" not in line and "object at" not in line for line in said)


async def test_a_virtual_host_that_is_missing(rabbitmq: RabbitMQ, heard: pytest.LogCaptureFixture) -> None:
    await trouble_at(rabbitmq.url + "nowhere", heard, "nowhere", "missing", "SHENTU_BUS_URL")


async def test_a_virtual_host_where_one_may_not_enter(rabbitmq: RabbitMQ, heard: pytest.LogCaptureFixture) -> None:
    poor(rabbitmq, rabbitmq.new_vhost(), NOTHING)
    await trouble_at(rabbitmq.new_vhost().replace("guest:guest", "poor:hunter2"), heard, "poor", "enter")


async def test_a_wrong_password(rabbitmq: RabbitMQ, heard: pytest.LogCaptureFixture) -> None:
    await trouble_at(rabbitmq.url.replace("guest:guest", "guest:hunter2"), heard, "guest", "password")


async def test_nobody_there(rabbitmq: RabbitMQ, heard: pytest.LogCaptureFixture) -> None:
    await trouble_at(f"amqp://guest:hunter2@127.0.0.1:{free_port()}/", heard, "cannot be reached")


async def test_what_is_missing_and_may_not_be_made(rabbitmq: RabbitMQ, heard: pytest.LogCaptureFixture) -> None:
    url = rabbitmq.new_vhost()
    await trouble_at(poor(rabbitmq, url, NO_MAKING), heard, "poor", "configure", "shentu")


async def test_without_the_right_to_read(rabbitmq: RabbitMQ) -> None:
    url = rabbitmq.new_vhost()
    async with review(url) as (bus, _):
        await eventually(lambda: bus.ready)
    async with review(poor(rabbitmq, url, NOTHING)) as (bus, _):
        await eventually(lambda: "lacks a right" in str(bus.trouble))


async def test_what_somebody_else_has_made_is_used(rabbitmq: RabbitMQ, heard: pytest.LogCaptureFixture) -> None:
    url = rabbitmq.new_vhost()
    async with review(url) as (bus, _):
        await eventually(lambda: bus.ready)
    async with review(poor(rabbitmq, url, NO_MAKING)) as (bus, received):
        await eventually(lambda: bus.ready)
        sent = message()
        assert await bus.publish([sent]) == [None]
        await eventually(received.has(sent))
    assert [line for line in warnings(heard) if f"queue review.{CONFIRMED} is used as it is" in line]


async def test_a_queue_with_other_arguments_is_used(rabbitmq: RabbitMQ, heard: pytest.LogCaptureFixture) -> None:
    url = rabbitmq.new_vhost()
    vhost = urlsplit(url).path.removeprefix("/")
    rabbitmq.ask("PUT", f"/api/queues/{vhost}/review.{CONFIRMED}", {"durable": True, "arguments": {"x-max-length": 9}})
    async with review(url) as (bus, received):
        await eventually(lambda: bus.ready)
        sent = message()
        assert await bus.publish([sent]) == [None]
        await eventually(received.has(sent))
    said = [line for line in warnings(heard) if "is used as it is" in line]
    assert len(said) == 1 and CONFIRMED in said[0]


async def test_an_exchange_of_another_type_is_said(rabbitmq: RabbitMQ, heard: pytest.LogCaptureFixture) -> None:
    url = rabbitmq.new_vhost()
    vhost = urlsplit(url).path.removeprefix("/")
    rabbitmq.ask("PUT", f"/api/exchanges/{vhost}/shentu", {"type": "fanout", "durable": True})
    await trouble_at(url, heard, "fanout", "shentu")


async def test_a_memory_alarm_is_told_and_passes(rabbitmq: RabbitMQ, heard: pytest.LogCaptureFixture) -> None:
    async with review(rabbitmq.new_vhost()) as (bus, received):
        await eventually(lambda: bus.ready)
        rabbitmq.control("set_vm_memory_high_watermark", "absolute", "1MB")
        try:
            first, second = message(), message()
            [result] = await bus.publish([first])  # the broker tells who tries
            assert isinstance(result, Unavailable)
            await eventually(lambda: "short of memory or disk" in str(bus.trouble))
            assert not bus.ready
            [result] = await bus.publish([second])
            assert isinstance(result, Unavailable)
        finally:
            rabbitmq.control("set_vm_memory_high_watermark", "0.4")
        await eventually(lambda: bus.ready)
        await relay(bus, [first, second])
        await eventually(received.has(first, second))
    assert len([line for line in warnings(heard) if "short of memory" in line]) == 1
