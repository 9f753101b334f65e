"""Requests that are refused, late, or never answered."""

import asyncio

import httpx
import pytest

from tests.gateway.instruments.faults.asked import fault, faulted, have, texts
from tests.gateway.instruments.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_request_is_refused_as_the_tester_wants_it(world: World) -> None:
    how = {"status": 418, "code": "teapot", "detail": "short and stout"}
    match = {"service": "hall", "method": "POST", "path": "/hall/applications/{application_id}/confirmation"}
    made = await have(world, "http", "reject", match, times=1, **how)
    refused = await world.ask("POST", "/hall/applications/J/confirmation", json={})
    assert (refused.status_code, refused.json()["code"]) == (418, "teapot")
    assert "short and stout" in refused.json()["detail"] and refused.headers["Sim-Fault"] == made["id"]
    journey = await world.confirm()
    assert await faulted(world, journey) == [] and (await fault(world, made["id"]))["left"] == 0


async def test_it_strikes_what_it_matches_only(world: World) -> None:
    match = {"path": "/hall/*", "account": "91410100MA9XXXX118", "journey": "J"}
    made = await have(world, "http", "reject", match)
    body = {"login": "91410100MA9XXXX118", "password": "Demo@2026"}
    login = await world.ask("POST", "/portal/login", json=body)
    mine = {"Authorization": f"Bearer {login.json()['access_token']}"}

    async def ask(journey: str, headers: dict[str, str]) -> int:
        path = f"/hall/applications/{journey}/confirmation"
        return (await world.ask("POST", path, json={}, headers=headers)).status_code

    assert [await ask("J", {}), await ask("K", mine), await ask("J", mine)] == [200, 200, 503]
    assert (await fault(world, made["id"]))["hits"] == 1
    [struck] = await faulted(world, "J")
    assert (struck["kind"], struck["name"]) == ("request", "POST /hall/applications/{…}/confirmation")


@pytest.mark.parametrize(("do", "handled"), [("drop", 0), ("lose-answer", 1), ("truncate", 1)])
async def test_an_answer_that_never_comes_or_breaks_off(url: str, world: World, do: str, handled: int) -> None:
    await have(world, "http", do, {"service": "hall"}, times=1)
    headers = {"Sim-Sandbox": world.sandbox}
    async with httpx.AsyncClient(base_url=url, headers=headers) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.post("/hall/applications/J/confirmation", json={})
        assert (await client.get("/sim/faults")).status_code == 200
    await world.idle()
    assert len(await texts(world)) == handled


async def test_a_header_asks_for_one_request(world: World) -> None:
    async def ask(header: str, path: str = "/hall/applications/J/confirmation") -> httpx.Response:
        return await world.ask("POST", path, json={}, headers={"Sim-Fault": header})

    refused = await ask('reject;status=429;code=slow-down;detail="later"')
    assert (refused.status_code, refused.json()["code"]) == (429, "slow-down")
    assert (await world.ask("POST", "/hall/applications/J/confirmation", json={})).status_code == 200
    for wrong in ("reject;status=200", "explode", "reject;often=1", "delay;ms=soon"):
        assert (await ask(wrong)).status_code == 422, wrong
    assert (await ask("drop", "/sim/reset")).status_code == 200
    with pytest.raises(ConnectionResetError):
        await ask("drop")


async def test_a_request_waits(world: World) -> None:
    await have(world, "http", "delay", {"path": "/hall/*"}, ms=300, times=1)
    began = asyncio.get_running_loop().time()
    await world.confirm()
    assert asyncio.get_running_loop().time() - began >= 0.3


async def test_the_control_plane_is_never_struck(world: World) -> None:
    for at, do in (("http", "reject"), ("store", "unavailable")):
        await have(world, at, do)
    for path in ("/sim/journeys", "/sim/phones", "/sim/idle", "/livez", "/readyz", "/console"):
        assert (await world.ask("GET", path)).status_code in (200, 303), path
    assert (await world.ask("POST", "/sim/enterprises")).status_code in (201, 404)
