"""One sandbox in all services, or none."""

import asyncio

import pytest
from sqlalchemy import select

from services.gateway.errors import UpstreamUnavailable
from shared.store.tables import infrastructure, sandboxes
from tests.gateway.sim.world import PHONE, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def names(world: World) -> dict[str, set[str]]:
    return {
        service.name: set(await service.store.read_core(lambda c: list(c.scalars(select(sandboxes.c.name)))))
        for service in (*world.services.values(), world.gateway)
    }


async def test_made_seeded_listed_deleted_everywhere(world: World) -> None:
    sandbox = await world.new_sandbox("tester-1")
    assert all("tester-1" in found for found in (await names(world)).values())
    assert "tester-1" in {item["name"] for item in (await world.get("/sim/sandboxes"))["items"]}
    await sandbox.confirm()
    await sandbox.idle()
    assert (await world.ask("DELETE", "/sim/sandboxes/tester-1")).status_code == 200
    assert not any("tester-1" in found for found in (await names(world)).values())
    gone = await sandbox.ask("GET", "/sim/events")
    assert (gone.status_code, gone.json()["code"]) == (404, "sandbox-unknown")
    assert (await world.ask("DELETE", "/sim/sandboxes/tester-1")).json()["code"] == "sandbox-unknown"


async def test_nothing_of_a_deleted_sandbox_stays(world: World) -> None:
    sandbox = await world.new_sandbox("tester-1")
    await sandbox.confirm()
    await sandbox.idle()
    await world.ask("DELETE", "/sim/sandboxes/tester-1")
    for service in (*world.services.values(), world.gateway):
        for metadata in (infrastructure, service.store.metadata):
            for table in metadata.sorted_tables:
                if "sandbox" in table.c:
                    rows = await service.store.read_core(
                        lambda c, t=table: c.execute(select(t).where(t.c.sandbox == "tester-1")).all()  # type: ignore[misc]
                    )
                    assert rows == [], (service.name, table.name)


async def test_listed_page_by_page_newest_first(world: World) -> None:
    made = [(await world.new_sandbox()).sandbox for _ in range(5)]
    first = await world.get("/sim/sandboxes", limit=2)
    rest = await world.get("/sim/sandboxes", limit=3, cursor=first["next_cursor"])
    assert [item["name"] for item in first["items"] + rest["items"]] == made[::-1]
    assert (await world.get("/sim/sandboxes", limit=200))["next_cursor"] is None


async def test_names(own_world: World) -> None:
    assert (await own_world.new_sandbox()).sandbox != (await own_world.new_sandbox()).sandbox
    for name in ("", "Big", "a b", "-x", "x" * 41, "a/b", "..", "ä", 7, None):
        if name is not None:
            answer = await own_world.ask("POST", "/sim/sandboxes", json={"name": name})
            assert answer.status_code == 422, name
            assert answer.json()["errors"][0]["pointer"] == "/name"
    for name in ("Big", "x" * 300, "%2e%2e", "no-such"):
        assert (await own_world.ask("DELETE", f"/sim/sandboxes/{name}")).json()["code"] == "sandbox-unknown", name
    assert (await own_world.ask("POST", "/sim/sandboxes", content=b"")).status_code == 201


async def test_a_taken_name_and_the_default_one(world: World) -> None:
    await world.new_sandbox("mine")
    taken = await world.ask("POST", "/sim/sandboxes", json={"name": "mine"})
    assert (taken.status_code, taken.json()["code"]) == (409, "sandbox-exists")
    stays = await world.ask("DELETE", "/sim/sandboxes/default")
    assert (stays.status_code, stays.json()["code"]) == (409, "sandbox-default")


async def test_many_at_once_one_wins_each_name(world: World) -> None:
    answers = await asyncio.gather(
        *(world.ask("POST", "/sim/sandboxes", json={"name": f"crowd-{n % 3}"}) for n in range(9))
    )
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 6


async def test_half_made_is_taken_back_and_half_left_is_completed(world: World) -> None:
    peers = world.gateway.api.state.peers

    async def away(*_: object) -> None:
        raise UpstreamUnavailable(service="sms")

    sms, peers._apps["sms"] = peers._apps["sms"], away
    refused = await world.ask("POST", "/sim/sandboxes", json={"name": "half"})
    peers._apps["sms"] = sms
    assert (refused.status_code, refused.json()["code"]) == (503, "upstream-unavailable")
    assert "sms" in refused.json()["detail"]
    assert not any("half" in found for found in (await names(world)).values())
    body = {"created_at": 1, "random_seed": None}
    await peers.ask("hall", "PUT", "/internal/sandboxes/half", body=body)  # what a crash in between leaves
    half = await world.new_sandbox("half")
    await half.confirm()
    await half.idle()


async def test_reset_empties_this_sandbox_only(world: World) -> None:
    other = await world.new_sandbox()
    for one in (world, other):
        await one.confirm()
        await one.idle()
    await other.ask("PUT", "/sim/clock", json={"advance_seconds": 600, "freeze": True})
    answer = await other.ask("POST", "/sim/reset")
    assert (answer.status_code, answer.json()["name"]) == (200, other.sandbox)
    assert (await other.get("/sim/events"))["items"] == []
    assert (await other.get(f"/sim/phones/{PHONE}/messages"))["items"] == []
    assert (await other.get("/sim/clock"))["frozen"] is False
    assert len((await world.get("/sim/events"))["items"]) == 3
    await other.confirm()
    await other.idle()


async def test_reset_in_the_middle_of_things_leaves_no_ghosts(world: World) -> None:
    for _ in range(5):
        await asyncio.gather(*(world.confirm() for _ in range(10)))
        await world.ask("POST", "/sim/reset")
        await world.idle()
        before = (await world.get("/sim/idle"))["events"]
        await world.confirm()
        after = (await world.get("/sim/idle"))["events"]
        assert after.get("hall.application.confirmed", 0) == before.get("hall.application.confirmed", 0) + 1
        await world.ask("POST", "/sim/reset")


async def test_the_same_seed_gives_the_same_randomness(world: World) -> None:
    drawn = []
    for name in ("seed-a", "seed-b", "seed-c"):
        seed = 7 if name != "seed-c" else 8
        await world.ask("POST", "/sim/sandboxes", json={"name": name, "random_seed": seed})
        made = await world.ask("POST", "/sim/enterprises", headers={"Sim-Sandbox": name})
        drawn.append(made.json()["credit_code"])
    assert drawn[0] == drawn[1] != drawn[2]
