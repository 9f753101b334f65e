"""Idle is said when nothing is in flight, and only then."""

import asyncio

import pytest

from shared.bus.contract import Message
from shared.outbox import relay
from tests.gateway.instruments.world import CONFIRMED, PHONE, PUSHED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_quiet_sandbox_is_idle_at_once(world: World) -> None:
    answer = await world.get("/sim/idle", timeout=0)
    assert (answer["status"], answer["sandbox"]) == ("idle", world.sandbox)


async def test_idle_means_that_everything_arrived(world: World) -> None:
    for round_ in range(10):
        await asyncio.gather(*(world.confirm() for _ in range(5)))
        counted = (await world.get("/sim/idle"))["events"]
        expected = 5 * (round_ + 1)
        assert counted[CONFIRMED] == counted[PUSHED] == counted["sms.message.delivered"] == expected
        assert len((await world.get(f"/sim/phones/{PHONE}/messages"))["items"]) == expected


async def test_a_retry_keeps_it_from_being_idle(world: World) -> None:
    world.weather.failures = -1
    await world.confirm()
    await world.get("/sim/wait", event=CONFIRMED, status="retrying")
    answer = await world.ask("GET", "/sim/idle?timeout=0.1")
    assert (answer.status_code, answer.json()["code"]) == (408, "idle-timeout")
    assert answer.json()["pending"] == [{"service": "review", "reason": "retrying", "count": 1}]
    world.weather.failures = 0
    await world.idle()


async def test_published_but_not_yet_consumed_is_not_idle(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a broker does it: confirmed to the publisher, still in the queue."""
    held: list[Message] = []

    async def keep(batch: list[Message]) -> list[Exception | None]:
        held.extend(batch)
        return [None] * len(batch)

    bus = world.services["review"].bus
    with monkeypatch.context() as patch:
        patch.setattr(bus, "publish", keep)
        await world.confirm()
        await world.get("/sim/wait", event=PUSHED, status="published")
        answer = await world.ask("GET", "/sim/idle?timeout=0.1")
    assert answer.status_code == 408
    assert answer.json()["pending"] == [
        {"service": "sms", "reason": "undelivered", "count": 1, "type": PUSHED, "publisher": "review"}
    ]
    waiting = asyncio.create_task(world.idle())
    assert await bus.publish(held) == [None]
    await waiting
    assert len((await world.get(f"/sim/phones/{PHONE}/messages"))["items"]) == 1


async def test_sandboxes_are_idle_by_themselves(world: World) -> None:
    other = await world.new_sandbox()
    world.weather.failures = -1
    await world.confirm()
    assert (await world.ask("GET", "/sim/idle?timeout=0.1")).status_code == 408
    assert (await other.ask("GET", "/sim/idle?timeout=0.1")).status_code == 200


async def test_a_service_that_is_away_is_not_idle(own_world: World) -> None:
    await own_world.services["sms"].stop()
    answer = await own_world.ask("GET", "/sim/idle?timeout=0.1")
    assert answer.status_code == 408
    assert {"service": "sms", "reason": "unavailable", "count": 1} in answer.json()["pending"]


async def test_the_trace_of_an_idle_sandbox_is_whole(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """No sweep is needed for that."""
    monkeypatch.setattr(relay, "SWEEP_SECONDS", 60.0)
    journey = await world.confirm()
    answer = await world.ask("GET", "/sim/idle?timeout=20")
    assert answer.status_code == 200, answer.text
    steps = (await world.get(f"/sim/journeys/{journey}"))["steps"]
    events = [(step["name"], step["status"]) for step in steps if step["kind"] == "event"]
    assert events == [(name, "handled") for name in (CONFIRMED, PUSHED, "sms.message.delivered")]
