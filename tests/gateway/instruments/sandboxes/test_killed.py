"""A gateway that is killed in the midst of a change: the old state whole or the new one, and nothing left over."""

import contextlib
import itertools
from dataclasses import replace
from typing import Any, Self

import pytest
from sqlalchemy import update

from shared import sandbox
from shared.instruments.contract.carried import FILES_OF, LINES_OF, PUT_LINES
from shared.instruments.contract.sandboxes import BEGIN_LIFE, HOLD_LIFE, RELEASE_LIFE, REMOVE_LIFE, SWITCH_LIFE
from shared.store.tables import sandboxes
from tests.gateway.instruments.world import World
from tests.harness import client_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

STEPS = range(9)
"""Three services begin a life, switch over to it, and take the old one away."""


OF_LIVES = {
    question.path
    for question in (BEGIN_LIFE, SWITCH_LIFE, REMOVE_LIFE, HOLD_LIFE, RELEASE_LIFE, LINES_OF, PUT_LINES, FILES_OF)
}


class Killed(BaseException):
    """Nothing after this happens any more."""


class Killing:
    """The inner doors, until the gateway is killed: from then on nobody is asked anything."""

    def __init__(self, world: World, after: int) -> None:
        self.peers = world.gateway.api.state.peers
        self._counted = itertools.count()
        self._after = after
        self.struck = False
        self.apps = dict(self.peers._apps)

    def __enter__(self) -> Self:
        for name in self.peers.behind:
            self.peers._apps[name] = self._killed(self.apps[name])
        return self

    def __exit__(self, *_: object) -> None:
        self.peers._apps.update(self.apps)

    def _killed(self, app: Any) -> Any:
        async def answer(scope: Any, receive: Any, send: Any) -> None:
            if scope["path"] not in OF_LIVES:
                await app(scope, receive, send)
                return
            if next(self._counted) >= self._after:
                self.struck = True
                raise Killed
            await app(scope, receive, send)

        return answer


async def lives_of(world: World, name: str) -> dict[str, list[int]]:
    """By service, the lives there are of a sandbox."""
    return {
        service.name: [one.life for one in await service.store.core_read(sandbox.lives) if one.name == name]
        for service in (*world.services.values(), world.gateway)
    }


async def seen(world: World) -> tuple[int, int, int]:
    """How many events, texts and journeys somebody sees in a sandbox."""
    texts = await world.get("/sms/messages")
    events = (await world.get("/sim/events", limit=100))["items"]
    return len(events), len(texts["items"]), len((await world.get("/sim/journeys"))["items"])


async def sweep_later(world: World) -> None:
    """As a minute later: what was being built then, and is not finished, is left over and swept away."""
    nothing_is_built = update(sandboxes).values(building_until=0)
    for service in (*world.services.values(), world.gateway):
        await service.store.core_write(lambda connection: connection.execute(nothing_is_built))
    await world.gateway.leftovers.sweep()


@pytest.mark.parametrize("step", STEPS)
async def test_a_reset(own_world: World, step: int) -> None:
    one = await own_world.new_sandbox("one")
    await one.confirm()
    await one.idle()
    before = await seen(one)
    with Killing(own_world, step), pytest.raises(Killed):
        await own_world.gateway.api.state.everywhere.reset("one")
    old = (await lives_of(one, "one"))["gateway"][0]
    was_reset = step >= 3
    assert await seen(one) == ((0, 0, 0) if was_reset else before)
    await sweep_later(own_world)
    found = await lives_of(one, "one")
    assert len({tuple(lives) for lives in found.values()}) == 1 and len(found["gateway"]) == 1, found
    assert (found["gateway"] == [old]) == (not was_reset)
    assert await seen(one) == ((0, 0, 0) if was_reset else before)
    await one.confirm()
    await one.idle()


@pytest.mark.parametrize("step", range(6))
async def test_a_making(own_world: World, step: int) -> None:
    with Killing(own_world, step), pytest.raises(Killed):
        await own_world.gateway.api.state.everywhere.make("new", sandbox.Making())
    answer = await own_world.client.get("/sms/messages", headers={"Sim-Sandbox": "new"})
    assert answer.status_code == (200 if step >= 3 else 404)
    await sweep_later(own_world)
    found = await lives_of(own_world, "new")
    assert len({tuple(lives) for lives in found.values()}) == 1 and len(found["gateway"]) == (step >= 3), found


@pytest.mark.parametrize("step", range(3))
async def test_a_deletion(own_world: World, step: int) -> None:
    gone = await own_world.new_sandbox("gone")
    await gone.confirm()
    await gone.idle()
    with Killing(own_world, step), pytest.raises(Killed):
        await own_world.gateway.api.state.everywhere.delete("gone")
    for path in ("/sms/messages", "/sim/events"):
        answer = await gone.ask("GET", path)
        assert (answer.status_code, answer.json()["code"]) == (404, "sandbox-unknown")
    await sweep_later(own_world)
    assert not any((await lives_of(own_world, "gone")).values())


@pytest.mark.parametrize("step", STEPS[::2])
async def test_a_restoring(own_world: World, step: int) -> None:
    """Here into the sandbox itself: it is as it was, or as it was kept."""
    one = await own_world.new_sandbox("one")
    await one.confirm()
    await one.idle()
    kept = await seen(one)
    assert (await one.ask("POST", "/sim/checkpoints", json={"name": "kept"})).status_code == 201
    await one.confirm()
    await one.idle()
    before = await seen(one)
    with Killing(own_world, step), pytest.raises(Killed):
        await one.ask("POST", "/sim/checkpoints/kept/restore")
    await sweep_later(own_world)
    assert await seen(one) == (kept if step >= 3 else before)
    found = await lives_of(one, "one")
    assert len({tuple(sorted(lives)) for lives in found.values()}) == 1, found
    assert (await one.ask("POST", "/sim/checkpoints/kept/restore")).status_code == 200
    assert await seen(one) == kept
    await one.confirm()
    await one.idle()


@pytest.mark.parametrize("step", range(0, 12, 4))
async def test_a_bringing_in(own_world: World, step: int) -> None:
    """The sandbox of a file is there whole or not at all, and nothing of it stays behind."""
    one = await own_world.new_sandbox("one")
    await one.confirm()
    await one.idle()
    before, file = await seen(one), (await one.ask("GET", "/sim/export")).content
    bringing = {"params": {"sandbox": "brought"}, "content": file, "headers": {"Content-Type": "application/zip"}}
    with Killing(own_world, step) as killing, contextlib.suppress(Killed):
        await one.ask("POST", "/sim/import", **bringing)
    await sweep_later(own_world)
    found = await lives_of(own_world, "brought")
    assert len({tuple(lives) for lives in found.values()}) == 1, found
    if not found["gateway"]:
        assert killing.struck
        assert (await one.ask("POST", "/sim/import", **bringing)).status_code in (200, 201)
    brought = replace(one, sandbox="brought")
    assert await seen(brought) == before
    await brought.confirm()
    await brought.idle()


async def test_a_life_that_is_being_built_is_not_swept_away(own_world: World) -> None:
    with Killing(own_world, 0), pytest.raises(Killed):
        await own_world.gateway.api.state.everywhere.make("slow", sandbox.Making())
    await own_world.gateway.leftovers.sweep()
    assert len((await lives_of(own_world, "slow"))["gateway"]) == 1


async def test_a_service_that_missed_the_switch_learns_it_from_the_next_request(own_world: World) -> None:
    """And only from the gateway."""
    one = await own_world.new_sandbox("one")
    await one.confirm()
    await one.idle()
    with Killing(own_world, 3), pytest.raises(Killed):
        await own_world.gateway.api.state.everywhere.reset("one")
    sms = own_world.services["sms"]
    old, new = (await lives_of(one, "one"))["sms"]
    for wrong in (f"one {new}", f"one {new} {'0' * 64}", "x", ""):
        async with client_of(sms, **{"Sim-Sandbox": "one", "Shentu-Life": wrong}) as straight:
            assert (await straight.get("/sms/messages")).status_code == 200
        assert await sms.store.life("one") == old
    assert (await one.ask("GET", "/sms/messages", headers={"Shentu-Life": f"one {old}"})).json()["items"] == []
    assert await sms.store.life("one") == new


async def test_a_younger_database_is_given_the_sandboxes(own_world: World) -> None:
    """A service's was removed: it has the default one only, in its first life."""
    one = await own_world.new_sandbox("one")
    for life in (await lives_of(one, "one"))["review"]:
        await sandbox.remove(own_world.services["review"].store, life)
    await own_world.gateway.leftovers.sweep()
    await one.confirm()
    await one.idle()
