"""A sandbox is kept as it is, and gone back to, here or in others; nothing of it is lost or comes twice."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from shared import sandbox
from tests.gateway.instruments.sandboxes.test_killed import lives_of
from tests.gateway.instruments.world import CONFIRMED, PHONE, PUSHED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def keep(world: World, name: str = "before") -> dict[str, Any]:
    answer = await world.ask("POST", "/sim/checkpoints", json={"name": name})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def restore(world: World, name: str = "before", into: str | None = None) -> World:
    """The sandbox that was restored."""
    answer = await world.ask("POST", f"/sim/checkpoints/{name}/restore", json={"into": into} if into else None)
    assert answer.status_code == 200, answer.text
    return replace(world, sandbox=answer.json()["sandbox"])


async def seen(world: World) -> Any:
    """What a tester sees of a sandbox, but for what they did to it."""
    journeys = [one["journey"] for one in (await world.get("/sim/journeys"))["items"]]
    events = (await world.get("/sim/events"))["items"]
    clock = await world.get("/sim/clock")
    return {
        "journeys": [nameless(await world.get(f"/sim/journeys/{journey}")) for journey in journeys],
        "events": [nameless(event) for event in events],
        "texts": (await world.get(f"/sim/phones/{PHONE}/messages"))["items"],
        "faults": (await world.get("/sim/faults"))["items"],
        "clock": (clock["now"], clock["frozen"]),
        "timers": (await world.get("/sim/timers"))["items"],
    }


def nameless(shown: dict[str, Any]) -> dict[str, Any]:
    """Without what tells a copy from its original: the sandbox's name, and places in the journals."""
    steps = [{name: value for name, value in step.items() if name != "id"} for step in shown.get("steps", ())]
    return {name: value for name, value in shown.items() if name not in ("sandbox", "cursor")} | {"steps": steps}


async def refused(world: World, method: str, path: str, **how: Any) -> tuple[int, str]:
    answer = await world.ask(method, path, **how)
    return answer.status_code, answer.json()["code"]


async def test_all_is_as_it_was_here_and_elsewhere(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"now": "2026-05-18T09:00:00+08:00", "freeze": True})
    await world.confirm()
    await world.idle()
    fault = {"at": "delivery", "do": "delay", "match": {"event": PUSHED}, "ms": 60_000}
    assert (await world.ask("POST", "/sim/faults", json=fault)).status_code == 201
    await world.confirm()
    async with asyncio.timeout(10):
        while not (await world.get("/sim/timers"))["items"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    before = await seen(world)
    made = await keep(world)
    assert made["clock"] == "2026-05-18T09:00:00+08:00" and made["frozen"]
    assert await world.get("/sim/checkpoints") == {"items": [made]}

    await world.confirm()
    await world.ask("DELETE", "/sim/faults")
    await world.ask("PUT", "/sim/clock", json={"advance_seconds": 3600})
    await world.idle()
    assert len((await seen(world))["texts"]) == 3
    copy = await restore(world, into=f"{world.sandbox}-copy")
    assert await seen(copy) == before
    assert (await restore(world)).sandbox == world.sandbox
    assert await seen(world) == before
    assert next(one["name"] for one in (await copy.get("/sim/controls"))["items"]) == "sandbox.restored"

    await copy.ask("PUT", "/sim/clock", json={"advance_seconds": 60})
    await copy.idle()
    assert len((await seen(copy))["texts"]) == 2, "what was delayed came when its time was over"
    assert await seen(world) == before, "and only there"


async def test_ten_go_on_from_one_at_once(world: World) -> None:
    """What was under way when it was made becomes one push and one text in each of them, and here."""
    journeys = [await world.confirm() for _ in range(5)]
    confirming = [asyncio.create_task(world.confirm()) for _ in range(20)]
    await keep(world)
    await asyncio.gather(*confirming)
    copies = await asyncio.gather(*(restore(world, into=f"{world.sandbox}-{turn}") for turn in range(10)))
    for one in (world, *copies):
        await one.idle()
        confirmed = (await one.get("/sim/events", type=CONFIRMED, limit=200))["items"]
        assert {event["journey"] for event in confirmed} >= set(journeys)
        pushes = (await one.get("/sim/events", type=PUSHED, limit=200))["items"]
        texts = (await one.get(f"/sim/phones/{PHONE}/messages"))["items"]
        assert len(confirmed) == len(pushes) == len(texts) == len({text["journey"] for text in texts})
    assert len((await world.get("/sim/events", type=CONFIRMED, limit=200))["items"]) == 25


async def test_what_is_refused(world: World) -> None:
    await keep(world)
    assert await refused(world, "POST", "/sim/checkpoints", json={"name": "Before"}) == (409, "checkpoint-exists")
    assert await refused(world, "POST", "/sim/checkpoints", json={"name": "../x"}) == (422, "request-invalid")
    assert await refused(world, "POST", "/sim/checkpoints/never/restore") == (404, "checkpoint-unknown")
    assert await refused(world, "DELETE", "/sim/checkpoints/never") == (404, "checkpoint-unknown")
    other = await world.new_sandbox()
    assert await refused(other, "POST", "/sim/checkpoints/before/restore") == (404, "checkpoint-unknown")
    taken = {"into": other.sandbox.upper()}
    assert await refused(world, "POST", "/sim/checkpoints/before/restore", json=taken) == (409, "sandbox-exists")
    world.ways["sms"].blocked = True
    away = [await refused(world, "POST", f"/sim/checkpoints{what}") for what in ("", "/before/restore")]
    world.ways["sms"].blocked = False
    assert away == [(503, "upstream-unavailable")] * 2
    assert [one["name"] for one in (await world.get("/sim/checkpoints"))["items"]] == ["before"]
    await world.confirm()


async def test_of_many_who_delete_it_at_once_one_does(world: World) -> None:
    await keep(world)
    deleting = [world.ask("DELETE", "/sim/checkpoints/before") for _ in range(8)]
    answers = await asyncio.gather(*deleting)
    assert sorted(answer.status_code for answer in answers) == [200] + [404] * 7
    told = [one["name"] for one in (await world.get("/sim/controls"))["items"]]
    assert told.count("checkpoint.deleted") == 1


async def test_it_survives_a_reset_and_ends_with_its_sandbox(world: World) -> None:
    there = await world.new_sandbox()
    await there.confirm()
    await keep(there)
    await keep(there, "another")
    await there.ask("POST", "/sim/reset")
    assert (await there.get("/sim/events"))["items"] == []
    await restore(there)
    assert len((await there.get("/sim/events", type=CONFIRMED))["items"]) == 1
    assert (await there.ask("DELETE", "/sim/checkpoints/another")).json()["name"] == "another"
    assert [len(lives) for lives in (await lives_of(world, there.sandbox)).values()] == [2] * 4
    await world.ask("DELETE", f"/sim/sandboxes/{there.sandbox}")
    assert set(map(len, (await lives_of(world, there.sandbox)).values())) == {0}
    again = await world.new_sandbox(there.sandbox)
    assert await refused(again, "POST", "/sim/checkpoints/before/restore") == (404, "checkpoint-unknown")


async def test_a_checkpoint_is_no_leftover(world: World) -> None:
    await keep(world)
    await world.gateway.leftovers.sweep()
    known = await world.gateway.store.core_read(sandbox.checkpoints, world.sandbox)
    assert [one.name for one in known] == ["before"]
    await restore(world)
