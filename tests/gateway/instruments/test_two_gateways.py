"""Two gateways on one database: what one of them does with a sandbox, those who are at the other get to know."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest_asyncio

from services.gateway.app import create_gateway
from shared import sandbox
from shared.bus import connect_bus
from shared.bus.local import Hub
from tests.engines.postgres import PostgreSQL
from tests.gateway.instruments.checkpoints.test_checkpoints import keep, seen
from tests.gateway.instruments.exports.test_exports import bring, exported
from tests.gateway.instruments.sandboxes.test_killed import lives_of
from tests.gateway.instruments.test_entrance import OWNER
from tests.gateway.instruments.world import World, small_world
from tests.harness import client_of, settings_in

Both = tuple[World, World]
FROZEN = {"now": "2026-05-18T09:00:00+08:00", "freeze": True}


@pytest_asyncio.fixture
async def both(tmp_path: Path, postgres: PostgreSQL) -> AsyncIterator[Both]:
    """The same services seen through either."""
    databases = {name: postgres.new_database() for name in ("hall", "review", "sms", "gateway")}
    async with small_world(tmp_path, databases) as one:
        settings = settings_in(tmp_path, database_url=databases["gateway"])
        here = {name: service.app for name, service in one.services.items()}
        gateway = create_gateway(settings, connect_bus("local://", "gateway", Hub()), here)
        await gateway.start()
        try:
            async with client_of(gateway) as client:
                yield one, replace(one, gateway=gateway, client=client)
        finally:
            await gateway.stop()


async def test_who_waits_at_the_other_is_told(both: Both) -> None:
    one, other = both
    for end, status, code in (("reset", 409, "sandbox-reset"), ("delete", 404, "sandbox-unknown")):
        there = await one.new_sandbox()
        waiting = asyncio.create_task(there.ask("GET", "/sim/wait?journey=nobody&timeout=50"))
        await asyncio.sleep(0.3)
        elsewhere = replace(other, sandbox=there.sandbox)
        if end == "reset":
            assert (await elsewhere.ask("POST", "/sim/reset")).status_code == 200
        else:
            assert (await other.ask("DELETE", f"/sim/sandboxes/{there.sandbox}")).status_code == 200
        answer = await waiting
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_sandbox_used_at_the_other_does_not_end(both: Both) -> None:
    """Though this one never sees it used."""
    one, other = both
    made = await one.ask("POST", "/sim/sandboxes", json={"expires_in_seconds": 1})
    there = replace(other, sandbox=made.json()["name"])
    for _ in range(25):
        assert (await there.ask("GET", "/sim/events")).status_code == 200
        await asyncio.sleep(0.2)


async def test_a_new_login_is_good_at_both_at_once(both: Both) -> None:
    """However lately the other looked which life the sandbox is in."""
    one, other = both
    there = await one.new_sandbox()
    elsewhere = replace(other, sandbox=there.sandbox)
    old = (await there.ask("POST", "/portal/login", json=OWNER)).json()["access_token"]
    for token, status in ((old, 200), (old, 401)):
        answer = await elsewhere.ask("GET", "/portal/account", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == status
        await there.ask("POST", "/sim/reset")
    new = (await there.ask("POST", "/portal/login", json=OWNER)).json()["access_token"]
    answer = await elsewhere.ask("GET", "/portal/account", headers={"Authorization": f"Bearer {new}"})
    assert answer.status_code == 200


async def test_the_same_sandbox_changed_at_both_at_once(both: Both) -> None:
    """One wins each name, and a sandbox is whole in all services or in none, whoever was quicker."""
    one, other = both
    for turn in range(4):
        name = f"fought-for-{turn}"
        answers = await asyncio.gather(
            *(world.ask("POST", "/sim/sandboxes", json={"name": name}) for world in (one, other, one, other))
        )
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
        there, elsewhere = replace(one, sandbox=name), replace(other, sandbox=name)
        await there.confirm()
        resets = await asyncio.gather(*(world.ask("POST", "/sim/reset") for world in (there, elsewhere, there)))
        assert [answer.status_code for answer in resets] == [200, 200, 200]
        assert (await elsewhere.get("/sms/messages"))["items"] == (await there.get("/sim/events"))["items"] == []
        changes = [there.ask("POST", "/sim/reset"), *(w.ask("DELETE", f"/sim/sandboxes/{name}") for w in both)]
        *reset, first, second = [answer.status_code for answer in await asyncio.gather(*changes)]
        assert sorted((first, second)) == [200, 404] and reset[0] in (200, 404)
        for service in (*one.services.values(), one.gateway):
            assert name not in {known.name for known in await service.store.core_read(sandbox.lives)}, service.name


async def test_one_holds_it_at_a_time_and_what_is_written_at_the_other_waits(both: Both) -> None:
    one, other = both
    there = await one.new_sandbox()
    elsewhere = replace(other, sandbox=there.sandbox)
    apart = await one.new_sandbox()
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(one.gateway.api.state.everywhere.held(there.sandbox, 10))
        waiting = [asyncio.create_task(world.confirm()) for world in (there, elsewhere)]
        second = asyncio.create_task(_hold_for_a_moment(elsewhere))
        await apart.confirm()
        await apart.idle()
        assert (await elsewhere.get("/sim/events"))["items"] == []
        assert not second.done() and not any(task.done() for task in waiting)
    await asyncio.gather(second, *waiting)
    await elsewhere.idle()
    assert len((await there.get("/sim/events"))["items"]) == 6


async def _hold_for_a_moment(world: World) -> None:
    async with world.gateway.api.state.everywhere.held(world.sandbox, 10):
        pass


async def test_what_is_on_its_way_while_it_is_held_arrives_afterwards(both: Both) -> None:
    """And is not told as a failure."""
    one, _ = both
    there = await one.new_sandbox()
    for _ in range(5):
        journeys = [await there.confirm() for _ in range(3)]
        async with one.gateway.api.state.everywhere.held(there.sandbox, 10):
            await asyncio.sleep(0.1)
        await there.idle()
        for journey in journeys:
            steps = (await there.get(f"/sim/journeys/{journey}"))["steps"]
            assert not {"failed", "retry", "unavailable"} & {step["status"] for step in steps}


async def test_what_is_kept_is_gone_back_to_at_both_at_once(both: Both) -> None:
    """One after the other, and each time the sandbox is whole in all services."""
    one, other = both
    there = await one.new_sandbox()
    elsewhere = replace(other, sandbox=there.sandbox)
    await there.ask("PUT", "/sim/clock", json=FROZEN)
    await there.confirm()
    await there.idle()
    await keep(there)
    before = await seen(there)
    for turn in range(2):
        await elsewhere.confirm()
        way = {"into": f"beside-{turn}"}
        restores = [world.ask("POST", "/sim/checkpoints/before/restore") for world in (there, elsewhere, elsewhere)]
        restores += [world.ask("POST", "/sim/checkpoints/before/restore", json=way) for world in (there, elsewhere)]
        statuses = [answer.status_code for answer in await asyncio.gather(*restores)]
        assert statuses[:3] == [200, 200, 200] and 200 in statuses[3:] and {*statuses[3:]} <= {200, 409}, statuses
        for world in (there, replace(elsewhere, sandbox=way["into"])):
            await world.idle()
            assert await seen(world) == before
            assert len(set(map(tuple, (await lives_of(one, world.sandbox)).values()))) == 1


async def test_a_file_is_brought_in_at_both_at_once(both: Both) -> None:
    one, other = both
    there = await one.new_sandbox()
    await there.ask("PUT", "/sim/clock", json=FROZEN)
    await there.confirm()
    await there.idle()
    before, content = await seen(there), await exported(there)
    for turn in range(2):
        name = f"brought-{turn}"
        answers = await asyncio.gather(*(bring(world, content, name) for world in (one, other, one)))
        assert [answer.status_code for answer in answers] == [200, 200, 200], [one.text for one in answers]
        brought = replace(other, sandbox=name)
        await brought.idle()
        assert await seen(brought) == before
