"""One clock in all services."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.sandbox import clock
from tests.gateway.sim.world import CONFIRMED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def clocks(world: World) -> set[tuple[int, int | None]]:
    services = (*world.services.values(), world.gateway)
    found = [await service.store.read_core(clock, world.sandbox) for service in services]
    return {(one.offset, one.frozen_at) for one in found}


async def test_frozen_set_advanced_and_real_again(world: World) -> None:
    frozen = (await world.ask("PUT", "/sim/clock", json={"freeze": True})).json()
    assert frozen["frozen"] is True
    assert (await world.get("/sim/clock"))["now"] == frozen["now"]
    advanced = (await world.ask("PUT", "/sim/clock", json={"advance_seconds": 360})).json()
    moved = datetime.fromisoformat(advanced["now"]) - datetime.fromisoformat(frozen["now"])
    assert moved == timedelta(seconds=360)
    assert len(await clocks(world)) == 1
    running = (await world.ask("PUT", "/sim/clock", json={"freeze": False})).json()
    assert 359 < running["offset_seconds"] < 361
    told = (await world.ask("PUT", "/sim/clock", json={"now": "2030-01-01T00:00:00Z", "freeze": True})).json()
    assert told["now"] == "2030-01-01T08:00:00+08:00"
    real = (await world.ask("PUT", "/sim/clock", json={"real": True})).json()
    assert abs(real["offset_seconds"]) < 1 and real["frozen"] is False
    assert await clocks(world) == {(0, None)}


async def test_events_carry_the_sandbox_s_time(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"now": "2031-05-18T01:00:00+08:00", "freeze": True})
    journey = await world.confirm()
    event = await world.get("/sim/wait", journey=journey, event=CONFIRMED)
    assert event["envelope"]["time"] == "2031-05-18T01:00:00+08:00"
    trace = await world.get(f"/sim/journeys/{journey}")
    assert {step["at"] for step in trace["steps"]} == {"2031-05-18T01:00:00+08:00"}


async def test_moving_the_clock_makes_retries_due(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    world.weather.failures = 1
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    await world.ask("PUT", "/sim/clock", json={"advance_seconds": 60})
    handled = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="handled")
    assert handled["deliveries"][0]["attempts"] == 2


async def test_each_sandbox_has_its_own(world: World) -> None:
    other = await world.new_sandbox()
    await other.ask("PUT", "/sim/clock", json={"advance_seconds": 3600})
    assert abs((await world.get("/sim/clock"))["offset_seconds"]) < 1
    assert abs((await other.get("/sim/clock"))["offset_seconds"] - 3600) < 1


async def test_nonsense(world: World) -> None:
    nonsense: tuple[Any, ...] = (
        {"advance_seconds": -1},
        {"advance_seconds": "5"},
        {"advance_seconds": 1e12},
        {"now": "yesterday"},
        {"now": "2030-01-01T00:00:00"},
        {"now": "9999-01-01T00:00:00Z"},
        {"freeze": 1},
        {"tick": True},
        [],
    )
    for body in nonsense:
        answer = await world.ask("PUT", "/sim/clock", json=body)
        assert answer.status_code == 422, body
