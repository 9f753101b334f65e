"""A phone's two ways, round FastAPI and through it, say the same to everything."""

from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from services.gateway.sim.api.phones import SHORTCUT
from tests.gateway.sim.world import PHONE, World, small_world
from tests.shared.both_ways import long_way_only, same, short_way_only

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXTS = f"/sim/phones/{PHONE}/messages"


@pytest_asyncio.fixture(loop_scope="module")
async def texted(world: World) -> World:
    for _ in range(2):
        await world.confirm(phone=PHONE)
    await world.idle()
    return world


async def both(world: World, path: str, headers: dict[str, str]) -> tuple[httpx.Response, httpx.Response]:
    quick = await world.ask("GET", path, headers=headers)
    with long_way_only(world.gateway.inner):
        return quick, await world.ask("GET", path, headers=headers)


async def test_a_good_request_goes_round(texted: World) -> None:
    with short_way_only(texted.gateway.inner) as missed:
        answer = await texted.ask("GET", TEXTS + "?wait=5")
    assert answer.status_code == 200 and missed == []
    assert [text["template"] for text in answer.json()["items"]] == ["T3", "T3"]


@pytest.mark.parametrize(
    "path",
    [
        TEXTS,
        TEXTS + "?wait=0&template=T3",
        TEXTS + "?template=account-created",
        TEXTS + "?template=T1&template=T3",
        TEXTS + "?template=",
        TEXTS + "?unheard=of",
        TEXTS + "?wait=0.01",
        TEXTS + "?wait=0.01&template=T1",
        TEXTS + "?wait=",
        TEXTS + "?wait=soon",
        TEXTS + "?wait=61",
        TEXTS + "?wait=-1",
        TEXTS + "?wait=nan",
        TEXTS + "?after=" + "0" * 80,
        TEXTS + "?after=" + "z" * 81,
        TEXTS + "?template=" + "T" * 41,
        TEXTS + "?after=%00",
        TEXTS + "?after=%ff",
        TEXTS + "?after=%E6%A1%88+1",
        TEXTS + "/",
        f"/sim/phones/+86{PHONE}/messages",
        "/sim/phones/138%200000%200001/messages",
        "/sim/phones/138%2F00000001/messages",
        "/sim/phones/" + "1" * 40 + "/messages",
        "/sim/phones/" + "1" * 41 + "/messages",
        "/sim/phones//messages",
    ],
)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Accept-Language": "en"},
        {"Authorization": "Bearer nonsense"},
        {"Sim-Token": "of no use"},
        {"Sim-Sandbox": "nowhere"},
        {"Content-Type": "application/json"},
    ],
)
async def test_both_ways_say_the_same(texted: World, path: str, headers: dict[str, str]) -> None:
    quick, slow = await both(texted, path, headers)
    assert same(quick, slow)


async def test_who_needs_the_token_needs_it_on_both_ways(tmp_path: Path) -> None:
    async with small_world(tmp_path, sim_token="let-me-in") as world:
        for headers in ({}, {"Sim-Token": "wrong"}, {"Authorization": "Bearer wrong"}):
            quick, slow = await both(world, TEXTS, headers)
            assert quick.status_code == 401 and same(quick, slow)
        for headers in ({"Sim-Token": "let-me-in"}, {"Authorization": "Bearer let-me-in"}):
            quick, slow = await both(world, TEXTS, headers)
            assert quick.status_code == 200 and same(quick, slow)


async def test_the_shortcut_leads_where_fastapi_leads(world: World) -> None:
    """A path renamed in one place only would quietly be slow."""
    paths = world.gateway.api.openapi()["paths"]
    there = [path for path in paths if SHORTCUT.path.fullmatch(path.replace("{phone}", PHONE))]
    assert there == ["/sim/phones/{phone}/messages"] and "get" in paths[there[0]]
