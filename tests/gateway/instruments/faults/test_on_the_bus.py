"""Events that are sent and received wrongly: what is told of it, and that nothing is doubled."""

import asyncio
from typing import Any

import pytest

from tests.gateway.instruments.faults.asked import (
    REVIEW,
    busy,
    eventually_held,
    fault,
    faulted,
    have,
    remove,
    steps,
    texts,
)
from tests.gateway.instruments.world import CONFIRMED, LEADER, PUSHED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_handler_fails_twice_and_then_does_not(world: World) -> None:
    made = await have(world, "delivery", "fail", REVIEW, times=2, error="图审系统接口返回空")
    journey = await world.confirm()
    await world.idle()
    [delivery] = await steps(world, journey, kind="delivery", name=CONFIRMED, status="handled")
    assert [one["status"] for one in delivery["tries"]] == ["failed", "failed", "handled"]
    assert delivery["tries"][0]["error"] == "图审系统接口返回空"
    effects = await faulted(world, journey)
    assert [(step["kind"], step["name"], step["service"], step["fault"]) for step in effects] == [
        ("delivery", CONFIRMED, "review", made["id"])
    ] * 2
    assert len(await texts(world)) == 1


async def test_what_is_held_goes_on_when_the_fault_is_removed_and_idle_names_it(world: World) -> None:
    made = await have(world, "delivery", "hold", REVIEW)
    journey = await world.confirm()
    await eventually_held(world, made["id"])
    problem = await busy(world)
    assert problem["faults"] == [made["id"]] and made["id"] in problem["detail"]
    [waiting] = [one for one in problem["pending"] if one["service"] == "review"]
    assert (waiting["reason"], waiting["faults"]) == ("retrying", [made["id"]])
    await remove(world, made["id"])
    await world.idle()
    [delivery] = await steps(world, journey, kind="delivery", name=CONFIRMED, status="handled")
    assert delivery["attempts"] == 1 and len(await texts(world)) == 1


async def test_a_delay_follows_the_sandbox_s_clock(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    made = await have(world, "delivery", "delay", REVIEW, ms=300_000)
    await world.confirm()
    await eventually_held(world, made["id"])
    assert "retry" in [timer["what"] for timer in (await world.get("/sim/timers"))["items"]]
    await world.ask("PUT", "/sim/clock", json={"advance_seconds": 299})
    assert await texts(world) == []
    await world.ask("PUT", "/sim/clock", json={"advance_seconds": 1})
    await world.idle()
    assert len(await texts(world)) == 1


async def test_what_is_lost_is_acknowledged_and_never_handled(world: World) -> None:
    await have(world, "delivery", "lose", REVIEW, times=1)
    journey = await world.confirm()
    await world.idle()
    assert await texts(world) == []
    assert [step["detail"]["do"] for step in await faulted(world, journey)] == ["lose"]
    assert await steps(world, journey, name=PUSHED) == []


@pytest.mark.parametrize("when", ["before-commit", "after-commit"])
async def test_a_crash_is_delivered_again_and_doubles_nothing(world: World, when: str) -> None:
    handled = len(world.weather.handled)
    await have(world, "delivery", "crash", REVIEW, when=when, times=1)
    journey = await world.confirm()
    await world.idle()
    async with asyncio.timeout(10):
        while when == "after-commit" and not (await delivery_of(world, journey))["detail"].get("duplicates"):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert len(world.weather.handled) == handled + 1
    assert len(await texts(world)) == 1 and len(await faulted(world, journey)) == 1


async def delivery_of(world: World, journey: str) -> dict[str, Any]:
    return (await steps(world, journey, kind="delivery", name=CONFIRMED, status="handled"))[0]


async def test_where_looks_into_the_envelope(world: World) -> None:
    made = await have(world, "delivery", "lose", {**REVIEW, "where": {"/data/scenario": "municipal"}})
    await have(world, "delivery", "fail", {"where": {"/data/owner/leader_name": LEADER}}, times=1)
    journey = await world.confirm()
    await world.idle()
    assert (await fault(world, made["id"]))["hits"] == 0
    assert [step["detail"]["do"] for step in await faulted(world, journey)] == ["fail"]


async def test_an_event_is_sent_several_times_and_takes_effect_once(world: World) -> None:
    await have(world, "publish", "duplicate", {"event": CONFIRMED}, copies=3, times=1)
    journey = await world.confirm()
    await world.idle()
    async with asyncio.timeout(10):
        while (await delivery_of(world, journey))["detail"].get("duplicates") != 3:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert len(await texts(world)) == 1
    [struck] = await faulted(world, journey)
    assert (struck["kind"], struck["service"], struck["detail"]["copies"]) == ("event", "hall", 3)


async def test_an_event_is_held_until_the_fault_is_removed(world: World) -> None:
    made = await have(world, "publish", "hold", {"service": "hall"})
    await world.confirm()
    await eventually_held(world, made["id"])
    problem = await busy(world)
    assert ("unsent", [made["id"]]) in [(one["reason"], one.get("faults")) for one in problem["pending"]]
    await remove(world)
    await world.idle()
    assert len(await texts(world)) == 1


async def test_an_event_is_delayed(world: World) -> None:
    await have(world, "publish", "delay", {"event": CONFIRMED}, ms=400, times=1)
    journey = await world.confirm()
    await world.idle()
    [event] = await steps(world, journey, kind="event", name=CONFIRMED, status="handled")
    [delivery] = await steps(world, journey, kind="delivery", name=CONFIRMED, status="handled")
    assert delivery["waited_ms"] >= 400 and event["attempts"] == 1


async def test_the_next_event_overtakes(world: World) -> None:
    await have(world, "publish", "reorder", {"event": CONFIRMED}, times=1)
    first, second = await world.confirm(), await world.confirm()
    await world.idle()
    assert world.weather.handled[-2:] == [second, first]
    alone = await world.confirm()
    await world.idle()
    assert world.weather.handled[-1] == alone


async def test_a_broken_event_is_a_dead_letter(world: World) -> None:
    made = await have(world, "publish", "corrupt", {"event": CONFIRMED}, times=1)
    journey = await world.confirm()
    await world.idle()
    [event] = (await world.get("/sim/events", journey=journey))["items"]
    assert event["status"] == "dead" and "Undecodable" in event["deliveries"][0]["last_error"]
    [struck] = await faulted(world, journey)
    assert struck["fault"] == made["id"] and await texts(world) == []
    retried = await world.ask("POST", f"/sim/events/{event['id']}/retry", json={"consumer": "review"})
    assert (retried.status_code, retried.json()["outcome"]) == (200, "dead")
    await world.idle()
    assert (await world.get(f"/sim/events/{event['id']}"))["status"] == "dead"
