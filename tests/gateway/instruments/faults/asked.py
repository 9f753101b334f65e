"""Faults as a tester asks for them, and what is seen of them."""

import asyncio
from typing import Any

from tests.gateway.instruments.world import CONFIRMED, PHONE, World

REVIEW = {"consumer": "review", "event": CONFIRMED}


async def have(world: World, at: str, do: str, match: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    answer = await world.ask("POST", "/sim/faults", json={"at": at, "do": do, "match": match or {}, **more})
    assert answer.status_code == 201, answer.text
    set_: dict[str, Any] = answer.json()
    return set_


async def fault(world: World, id_: str) -> dict[str, Any]:
    [found] = [one for one in (await world.get("/sim/faults"))["items"] if one["id"] == id_]
    return dict(found)


async def remove(world: World, id_: str | None = None) -> None:
    answer = await world.ask("DELETE", f"/sim/faults/{id_}" if id_ else "/sim/faults")
    assert answer.status_code == 200, answer.text


async def steps(world: World, journey: str, **wanted: str) -> list[dict[str, Any]]:
    told = (await world.get(f"/sim/journeys/{journey}"))["steps"]
    return [step for step in told if all(step[name] == value for name, value in wanted.items())]


async def faulted(world: World, journey: str) -> list[dict[str, Any]]:
    return await steps(world, journey, status="faulted")


async def texts(world: World) -> list[dict[str, Any]]:
    return list((await world.get(f"/sim/phones/{PHONE}/messages"))["items"])


async def busy(world: World) -> dict[str, Any]:
    answer = await world.ask("GET", "/sim/idle", params={"timeout": 0})
    assert answer.status_code == 408, answer.text
    return dict(answer.json())


async def eventually_held(world: World, id_: str) -> None:
    async with asyncio.timeout(10):
        while (await fault(world, id_))["holds"] == 0:  # noqa: ASYNC110  (the test stands outside)
            await asyncio.sleep(0.01)
