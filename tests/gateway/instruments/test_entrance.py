"""Who may use the control plane, in which sandbox, and how it is documented."""

from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient

from tests.gateway.instruments.world import World, small_world

pytestmark = pytest.mark.asyncio(loop_scope="module")

SHOWING = ("/sim/sandboxes", "/sim/phones/13800000001/messages", "/sms/messages", "/sms/messages/x")
OWNER = {"login": "91410100MA9XXXX118", "password": "Demo@2026"}


async def test_without_a_setting_it_is_open(world: World) -> None:
    assert (await world.ask("GET", "/sim/sandboxes")).status_code == 200


async def test_a_set_token_is_asked_for(tmp_path: Path) -> None:
    async with small_world(tmp_path, sim_token="let-me-in") as world:
        for headers in ({}, {"Sim-Token": "wrong"}, {"Authorization": "Bearer wrong"}, {"Authorization": "let-me-in"}):
            for path in SHOWING:
                refused = await world.ask("GET", path, headers=headers)
                assert (refused.status_code, refused.json()["code"]) == (401, "sim-token-required"), (path, headers)
                assert "SHENTU_SIM_TOKEN" in refused.json()["detail"]
        for headers in ({"Sim-Token": "let-me-in"}, {"Authorization": "Bearer let-me-in"}):
            for path in SHOWING:
                wanted = 404 if path.endswith("/x") else 200
                assert (await world.ask("GET", path, headers=headers)).status_code == wanted, path
        assert (await world.ask("GET", "/sim/openapi.json")).status_code == 200
        assert (await world.ask("POST", "/portal/login", json=OWNER)).status_code == 200


async def test_a_login_s_token_tells_its_sandbox(world: World) -> None:
    token = (await world.ask("POST", "/portal/login", json=OWNER)).json()["access_token"]
    journey = await world.confirm()
    bare = {"Authorization": f"Bearer {token}"}
    assert (await world.client.get(f"/sim/journeys/{journey}", headers=bare)).json()["sandbox"] == world.sandbox
    assert (await world.client.get(f"/sim/journeys/{journey}")).status_code == 404
    nonsense = {"Authorization": "Bearer nonsense"}
    assert (await world.client.get("/sim/events", headers=nonsense)).status_code == 200
    named = bare | {"Sim-Sandbox": "default"}
    assert (await world.client.get(f"/sim/journeys/{journey}", headers=named)).status_code == 404


async def test_the_token_of_a_deleted_sandbox(world: World) -> None:
    gone = await world.new_sandbox()
    token = (await gone.ask("POST", "/portal/login", json=OWNER)).json()["access_token"]
    await world.ask("DELETE", f"/sim/sandboxes/{gone.sandbox}")
    answer = await world.client.get("/sim/events", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["code"]) == (404, "sandbox-unknown")


@pytest.mark.parametrize("ending", ["reset", "made anew"])
async def test_a_login_ends_with_the_life_of_its_sandbox(world: World, ending: str) -> None:
    """At the portal, and where it would only tell the sandbox; a new login is good."""
    there = await world.new_sandbox()
    token = (await there.ask("POST", "/portal/login", json=OWNER)).json()["access_token"]
    bare = {"Authorization": f"Bearer {token}"}
    assert (await world.client.get("/portal/account", headers=bare)).status_code == 200
    if ending == "reset":
        await there.ask("POST", "/sim/reset")
    else:
        await world.ask("DELETE", f"/sim/sandboxes/{there.sandbox}")
        await world.new_sandbox(there.sandbox)
    for path in ("/portal/account", "/sim/events", "/sms/messages"):
        answer = await world.client.get(path, headers=bare)
        assert (answer.status_code, answer.json()["code"]) == (401, "token-outlived"), path
        assert "重新登录" in answer.json()["detail"]
    token = (await there.ask("POST", "/portal/login", json=OWNER)).json()["access_token"]
    for path in ("/portal/account", "/sim/events", "/sms/messages"):
        assert (await world.client.get(path, headers={"Authorization": f"Bearer {token}"})).status_code == 200


async def test_it_is_documented_apart(world: World) -> None:
    control, portal = await world.get("/sim/openapi.json"), await world.get("/portal/openapi.json")
    assert set(control["paths"]) >= {
        "/sim/sandboxes", "/sim/sandboxes/{name}", "/sim/reset", "/sim/enterprises", "/sim/investment-projects",
        "/sim/journeys", "/sim/journeys/{journey}", "/sim/events", "/sim/events/{event_id}", "/sim/wait", "/sim/idle",
        "/sim/phones/{phone}/messages", "/sim/clock", "/sim/events/{event_id}/retry",
    }  # fmt: skip
    assert all(path.startswith("/sim/") for path in control["paths"])
    assert not any(path.startswith("/sim/") for path in portal["paths"])
    assert (await world.ask("GET", "/sim/docs")).status_code == 200


async def test_the_inner_doors_are_for_nobody_outside(world: World) -> None:
    for service in (*world.services.values(), world.gateway):
        inner = service.inner if hasattr(service, "inner") else service.app
        async with AsyncClient(transport=ASGITransport(app=inner), base_url="http://x") as client:
            for headers in ({}, {"Shentu-Internal": "guess"}, {"Shentu-Internal": ""}):
                for path in ("/internal/sandboxes", "/internal/pending", "/internal/remove-life", "/internal/"):
                    for method in ("GET", "POST"):
                        answer = await client.request(method, path, headers=headers, json={"life": 1})
                        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert (await world.ask("GET", "/internal/sandboxes")).status_code == 404


async def test_the_published_language_is_documented(world: World) -> None:
    whole, hall = await world.get("/asyncapi.json"), await world.get("/hall/asyncapi.json")
    assert whole["asyncapi"] == hall["asyncapi"] == "3.0.0"
    assert {"sms.receive.review.project.pushed", "review.send.review.project.pushed"} <= set(whole["operations"])
    assert set(hall["operations"]) >= {"hall.send.hall.application.confirmed", "hall.receive.review.project.submitted"}
    assert not any(name.startswith("sms.") for name in hall["operations"])
