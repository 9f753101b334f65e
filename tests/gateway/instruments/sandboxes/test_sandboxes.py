"""One sandbox in all services, or none."""

import asyncio

import pytest
from sqlalchemy import select

from services.gateway.errors import UpstreamUnavailable
from shared.instruments.contract.sandboxes import BEGIN_LIFE, NewLife
from shared.store.tables import infrastructure, sandboxes
from tests.gateway.instruments.world import PHONE, World
from tests.lives import life_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def names(world: World) -> dict[str, set[str]]:
    return {
        service.name: set(
            await service.store.core_read(
                lambda c: list(c.scalars(select(sandboxes.c.name).where(sandboxes.c.switched_on)))
            )
        )
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
    life = await life_of(world.gateway.store, "tester-1")
    await world.ask("DELETE", "/sim/sandboxes/tester-1")
    for service in (*world.services.values(), world.gateway):
        for metadata in (infrastructure, service.store.metadata):
            for table in metadata.sorted_tables:
                rows = await service.store.core_read(
                    lambda c, t=table: c.execute(select(t).where(t.c.life == life)).all()  # type: ignore[misc]
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
    for name in ("PR-12", "hall_b", "7", "v1.2.3", "x" * 63):
        assert (await own_world.new_sandbox(name)).sandbox == name
    for name in ("", "a b", "-x", ".x", "_x", "x" * 64, "feature/1", "..", "a..b", "ä", "ａ"):
        answer = await own_world.ask("POST", "/sim/sandboxes", json={"name": name})
        assert answer.status_code == 422, name
        (error,) = answer.json()["errors"]
        assert error["pointer"] == "/name"
        assert "feature-1" in error["detail"] and "63" in error["detail"], name
    assert (await own_world.ask("POST", "/sim/sandboxes", json={"name": 7})).status_code == 422
    for name in ("Big", "x" * 300, "%2e%2e", "no-such"):
        assert (await own_world.ask("DELETE", f"/sim/sandboxes/{name}")).json()["code"] == "sandbox-unknown", name
    assert (await own_world.ask("POST", "/sim/sandboxes", content=b"")).status_code == 201


async def test_a_taken_name_and_the_default_one(world: World) -> None:
    await world.new_sandbox("mine")
    taken = await world.ask("POST", "/sim/sandboxes", json={"name": "mine"})
    assert (taken.status_code, taken.json()["code"]) == (409, "sandbox-exists")
    stays = await world.ask("DELETE", "/sim/sandboxes/default")
    assert (stays.status_code, stays.json()["code"]) == (409, "sandbox-default")


@pytest.mark.parametrize("other", ["MINE", "Mine", "mine"])
async def test_names_that_differ_in_case_only_are_one(world: World, other: str) -> None:
    made = f"mine-{world.sandbox}"
    await world.new_sandbox(made)
    taken = await world.ask("POST", "/sim/sandboxes", json={"name": made.replace("mine", other)})
    assert (taken.status_code, taken.json()["code"]) == (409, "sandbox-exists")
    assert made in taken.json()["detail"]
    assert (await world.ask("POST", "/sim/sandboxes", json={"name": "DEFAULT"})).json()["code"] == "sandbox-exists"


async def test_a_sandbox_is_called_by_its_name_letter_by_letter(world: World) -> None:
    made = await world.new_sandbox(f"Case-{world.sandbox}")
    assert (await made.ask("GET", "/sim/events")).status_code == 200
    made.sandbox = made.sandbox.lower()
    assert (await made.ask("GET", "/sim/events")).json()["code"] == "sandbox-unknown"


async def test_two_that_differ_in_case_only_made_at_once(world: World) -> None:
    names = [f"{word}-{world.sandbox}" for word in ("twin", "TWIN", "Twin")]
    answers = await asyncio.gather(*(world.ask("POST", "/sim/sandboxes", json={"name": name}) for name in names))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]


async def test_a_label_and_an_expiry_are_shown_and_kept(world: World) -> None:
    body = {"name": f"pr-{world.sandbox}", "label": " PR 12\u200b", "expires_in_seconds": 3600}
    assert (await world.ask("POST", "/sim/sandboxes", json=body)).status_code == 201
    await world.ask("POST", "/sim/reset", headers={"Sim-Sandbox": body["name"]})
    listed = {item["name"]: item for item in (await world.get("/sim/sandboxes", limit=200))["items"]}
    shown = listed[body["name"]]
    assert (shown["label"], shown["expires_in_seconds"]) == ("PR 12", 3600)
    assert (listed["default"]["label"], listed["default"]["expires_in_seconds"]) == (None, None)


@pytest.mark.parametrize("wrong", [{"expires_in_seconds": 0}, {"expires_in_seconds": 1.5}, {"label": ""}, {"label": 7}])
async def test_labels_and_expiries_that_are_none(world: World, wrong: dict[str, object]) -> None:
    assert (await world.ask("POST", "/sim/sandboxes", json=wrong)).status_code == 422


async def test_a_sandbox_nobody_uses_ends_by_itself(world: World) -> None:
    """And with it whatever it held, in every service; one that is used, or was not asked to, stays."""
    made = [await world.ask("POST", "/sim/sandboxes", json={"expires_in_seconds": 1}) for _ in range(2)]
    unused, used = (answer.json()["name"] for answer in made)
    kept = await world.new_sandbox()
    while any(unused in found for found in (await names(world)).values()):
        answer = await world.ask("GET", "/sim/events", headers={"Sim-Sandbox": used})
        assert answer.status_code == 200
        await world.client.get("/sim/events", headers=[(b"Sim-Sandbox", b"\xff" * 300)])  # stops nothing
        await asyncio.sleep(0.2)
    assert all(used in found and kept.sandbox in found for found in (await names(world)).values())


async def test_who_waits_uses_the_sandbox(world: World) -> None:
    made = await world.ask("POST", "/sim/sandboxes", json={"expires_in_seconds": 1})
    there = {"Sim-Sandbox": made.json()["name"]}
    answer = await world.ask("GET", "/sim/wait?journey=nobody&timeout=6", headers=there)
    assert (answer.status_code, answer.json()["code"]) == (408, "wait-timeout")


async def test_many_at_once_one_wins_each_name(world: World) -> None:
    answers = await asyncio.gather(
        *(world.ask("POST", "/sim/sandboxes", json={"name": f"crowd-{n % 3}"}) for n in range(9))
    )
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 6


async def test_half_made_is_taken_back_and_half_left_is_in_nobodys_way(world: World) -> None:
    peers = world.gateway.api.state.peers

    async def away(*_: object) -> None:
        raise UpstreamUnavailable(service="sms")

    sms, peers._apps["sms"] = peers._apps["sms"], away
    refused = await world.ask("POST", "/sim/sandboxes", json={"name": "half"})
    peers._apps["sms"] = sms
    assert (refused.status_code, refused.json()["code"]) == (503, "upstream-unavailable")
    assert "sms" in refused.json()["detail"]
    assert not any("half" in found for found in (await names(world)).values())
    # What a crash in between leaves.
    await peers.ask("hall", BEGIN_LIFE, NewLife(life=2, name="HALF"))
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
