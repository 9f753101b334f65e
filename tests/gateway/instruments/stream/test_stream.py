"""The stream tells each step as it happens: all of them, once, and nobody else's."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.gateway.instruments.stream import act
from tests.gateway.instruments.stream.following import Following, following
from tests.gateway.instruments.world import CODE, CONFIRMED, PASSWORD, PHONE, PUSHED, World, small_world
from tests.gateway.sockets import served

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def fresh(world: World, *journeys: str) -> dict[str, dict[str, Any]]:
    """The steps of these journeys, read anew, as the stream would tell them."""
    found: dict[str, dict[str, Any]] = {}
    for journey in journeys:
        trace = await world.get(f"/sim/journeys/{journey}")
        found |= {step["id"]: step | {"journey": journey} for step in trace["steps"]}
    return found


async def same(one: Following, wanted: Mapping[str, Any]) -> None:
    """As soon as everything was told as it stands now."""
    await one.until(lambda one: {key: step for key, step in one.latest.items() if key in wanted} == wanted)


async def test_a_confirmation_is_told_step_by_step(world: World, url: str) -> None:
    async with following(world, url) as one:
        assert one.status == 200 and one.headers["content-type"].startswith("text/event-stream")
        assert one.events[0].name == "begin" and one.events[0].data["sandbox"] == world.sandbox
        journey = await world.confirm()
        await world.idle()
        await same(one, await fresh(world, journey))
        assert {step["journey"] for step in one.steps} == {journey}
        assert all(event.id for event in one.events)
        text = str(one.events)
        assert not any(secret in text for secret in (PASSWORD, CODE, PHONE))


async def test_a_step_that_changes_is_told_again(world: World, url: str) -> None:
    world.weather.failures = 1
    async with following(world, url) as one:
        await world.confirm()
        retrying = await one.has(kind="delivery", service="review", status="retrying")
        handled = await one.has(kind="delivery", service="review", status="handled")
        assert (handled["id"], handled["attempts"]) == (retrying["id"], 2)


async def test_it_goes_on_after_each_single_step_without_gap_or_double(world: World, url: str) -> None:
    """Whichever was the last before the break."""
    async with following(world, url) as whole:
        await world.confirm("J-1")
        await world.idle()
        await world.confirm("J-2")
        await world.idle()
        await same(whole, await fresh(world, "J-1", "J-2"))
    told = [(event.id, event.data) for event in whole.events if event.name == "step"]
    for number, (last, _) in enumerate(told):
        rest = [data for _, data in told[number + 1 :]]
        async with following(world, url, last_event_id=last) as again:
            await again.has_many(len(rest))
            assert again.steps == rest, (number, last)


async def test_by_the_query_the_same_and_from_the_start(world: World, url: str) -> None:
    journey = await world.confirm()
    await world.idle()
    wanted = await fresh(world, journey)
    async with following(world, url, since="start") as one:
        await same(one, wanted)
        assert len(one.steps) == len(one.latest)
    async with following(world, url, since="start", after=one.events[3].id) as two:
        await two.until(lambda two: len(two.steps) == len(one.steps) - 3)
        assert two.steps == one.steps[3:]


async def test_a_trace_and_the_stream_from_its_cursor_leave_no_hole(world: World, url: str) -> None:
    world.weather.failures = 3
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    trace = await world.get(f"/sim/journeys/{journey}")
    known = {step["id"]: step | {"journey": journey} for step in trace["steps"]}
    await world.idle()
    async with following(world, url, after=trace["cursor"], journey=journey) as one:
        wanted = await fresh(world, journey)
        await one.until(lambda one: known | one.latest == wanted)
        assert all(known.get(step["id"]) != step for step in one.steps)  # and tells nothing again


async def test_from_now_on_is_from_now_on(world: World, url: str) -> None:
    await world.confirm("J-before")
    async with following(world, url) as one:
        await world.confirm("J-after")
        await world.idle()
        await same(one, await fresh(world, "J-after"))
        later = [step for step in one.steps if step["journey"] == "J-before"]
        assert not any(step["kind"] in ("request", "state") and step["service"] == "hall" for step in later)


async def test_another_sandbox_is_not_told(world: World, url: str) -> None:
    other = await world.new_sandbox()
    async with following(other, url, since="start") as foreign, following(world, url) as own:
        journey = await world.confirm()
        await world.idle()
        await same(own, await fresh(world, journey))
        await other.confirm("J-other")
        await foreign.has(journey="J-other", kind="message")
        assert {step["journey"] for step in foreign.steps} == {"J-other"}


async def test_filters(world: World, url: str) -> None:
    asked: dict[str, dict[str, Any]] = {
        "one journey": {"journey": "J-1"},
        "no journey": {"journey": "none"},
        "kinds": {"kind": ["state", "message"]},
        "a service": {"service": "review"},
        "an event": {"event": PUSHED},
        "both": {"journey": "J-2", "kind": "delivery", "service": "review"},
    }
    async with following(world, url, since="start") as whole:
        await world.confirm("J-1")
        await world.confirm("J-2")
        await world.ask("POST", "/portal/login", json={"login": "nobody", "password": "x"})
        await world.idle()
        await same(whole, await fresh(world, "J-1", "J-2"))
        await whole.has(journey=None, name="POST /portal/login", status="401")
    latest = list(whole.latest.values())
    wanted = {
        "one journey": [step for step in latest if step["journey"] == "J-1"],
        "no journey": [step for step in latest if step["journey"] is None],
        "kinds": [step for step in latest if step["kind"] in ("state", "message")],
        "a service": [step for step in latest if step["service"] == "review"],
        "an event": [step for step in latest if step["name"] == PUSHED],
        "both": [s for s in latest if (s["journey"], s["kind"], s["service"]) == ("J-2", "delivery", "review")],
    }  # fmt: skip
    for name, query in asked.items():
        assert wanted[name], name
        async with following(world, url, since="start", **query) as one:
            await one.has_many(len(wanted[name]))
            assert one.latest == {step["id"]: step for step in wanted[name]}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"event": "review.project.psuhed"}, "/query/event"),
        ({"after": "nonsense"}, "/query/after"),
        ({"after": "eyJsaWZlIjoxfQ"}, "/query/after"),
        ({"kind": "dream"}, "/query/kind/0"),
        ({"service": "post"}, "/query/service/0"),
        ({"since": "yesterday"}, "/query/since"),
    ],
)
async def test_bad_questions_are_refused(world: World, query: dict[str, str], pointer: str) -> None:
    answer = await world.ask("GET", "/sim/stream", params=query)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_bad_last_event_id_is_named(world: World) -> None:
    answer = await world.ask("GET", "/sim/stream", headers={"Last-Event-ID": "42"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/header/Last-Event-ID")


async def test_only_its_head(world: World) -> None:
    answer = await world.ask("HEAD", "/sim/stream")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/event-stream")


async def test_the_sim_token_is_asked_for(tmp_path: Path) -> None:
    async with small_world(tmp_path, sim_token="let-me-in") as world:
        assert (await world.ask("GET", "/sim/stream")).status_code == 401
        assert (await world.ask("HEAD", "/sim/stream", headers={"Sim-Token": "let-me-in"})).status_code == 200


@pytest.mark.parametrize(("ending", "reason"), [("reset", "sandbox-reset"), ("delete", "sandbox-unknown")])
async def test_the_end_of_the_sandbox_s_life_is_the_last_event(
    world: World, url: str, ending: str, reason: str
) -> None:
    there = await world.new_sandbox()
    async with following(there, url) as one:
        if ending == "reset":
            await there.ask("POST", "/sim/reset")
        else:
            await world.ask("DELETE", f"/sim/sandboxes/{there.sandbox}")
        await one.until(lambda one: one.over)
        assert (one.events[-1].name, one.events[-1].data["reason"]) == ("end", reason)
        assert there.sandbox in one.events[-1].data["detail"]


async def test_a_position_of_the_life_before_is_a_gap(world: World, url: str) -> None:
    async with following(world, url) as one:
        await world.confirm()
        await world.idle()
    await world.ask("POST", "/sim/reset")
    async with following(world, url, last_event_id=one.last_id) as two:
        await two.until(lambda two: len(two.events) > 1)
        assert (two.events[1].name, two.events[1].data["reason"]) == ("gap", "cursor-outlived")
        journey = await world.confirm()
        await world.idle()
        await same(two, await fresh(world, journey))


async def test_a_position_older_than_what_is_kept_is_a_gap(tmp_path: Path) -> None:
    async with small_world(tmp_path, keep_days=1e-7) as world, served(world.gateway.app) as url:
        async with following(world, url) as one:
            await world.confirm()
            await one.has(kind="message")
        await asyncio.sleep(0.05)  # longer than anything is kept here
        async with following(world, url, last_event_id=one.last_id) as two:
            await two.until(lambda two: len(two.events) > 1)
            assert (two.events[1].name, two.events[1].data["reason"]) == ("gap", "cursor-too-old")


async def test_silence_is_no_end_and_moves_the_position_on(
    world: World, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past what was not asked for: whoever comes back need not have it sifted again."""
    monkeypatch.setattr(act, "ALIVE_SECONDS", 0.05)
    async with following(world, url, journey="nobody") as one, following(world, url) as other:
        await world.confirm()
        await other.has(kind="message")
        await world.idle()
        await one.until(lambda one: one.last_id != one.events[0].id)
        assert one.comments and not one.steps


async def test_a_stop_ends_streams_at_once_and_the_client_goes_on(tmp_path: Path) -> None:
    async with (
        small_world(tmp_path) as world,
        served(world.gateway.app) as url,
        following(world, url) as one,
        following(world, url, since="start") as two,
    ):
        await world.confirm("J-1")
        await one.has(kind="message")
        async with asyncio.timeout(3):
            await world.gateway.stop()
            await one.until(lambda one: one.over)
            await two.until(lambda two: two.over)
            assert (await world.ask("GET", "/sim/stream")).status_code == 503


@pytest.mark.parametrize("away", ["hall", "review", "sms"])
async def test_who_is_away_holds_nothing_up_and_nothing_is_missing_in_the_end(
    world: World, url: str, away: str
) -> None:
    """Also of a journey that it had to do with before, which the stream knows nothing of yet; also over a break."""
    await world.confirm("J-old")
    await world.idle()
    before = await fresh(world, "J-old")
    way = world.ways[away]
    async with following(world, url) as one:
        way.blocked = True
        try:
            await _again(world, "J-old")
            await _again(world, "J-new")
            await one.until(lambda one: {step["journey"] for step in one.steps} == {"J-old", "J-new"})
            async with following(world, url, last_event_id=one.events[0].id) as two:
                await two.until(lambda two: {step["journey"] for step in two.steps} == {"J-old", "J-new"})
                assert not any(step["service"] == away for step in two.steps)
        finally:
            way.blocked = False
        await world.idle()
        now = await fresh(world, "J-old", "J-new")
        news = {key: step for key, step in now.items() if before.get(key) != step}
        await same(one, news)
        async with following(world, url, last_event_id=two.last_id) as three:
            await three.until(lambda three: before | two.latest | three.latest == now)


async def _again(world: World, journey: str) -> None:
    """Straight to the hall: the gateway does not get there."""
    hall = world.services["hall"].app
    headers = {"Sim-Sandbox": world.sandbox}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=hall), base_url="http://hall") as client:
        path = f"/hall/applications/{journey}/confirmation"
        assert (await client.post(path, json={}, headers=headers)).status_code == 200


async def test_hundreds_of_streams_are_told(world: World, url: str) -> None:
    async with asyncio.timeout(60):
        opened = [following(world, url, journey="J-all") for _ in range(100)]
        streams = await asyncio.gather(*(one.__aenter__() for one in opened))
        await world.confirm("J-all")
        await world.idle()
        wanted = await fresh(world, "J-all")
        await asyncio.gather(*(same(one, wanted) for one in streams))
        await asyncio.gather(*(one.__aexit__(None, None, None) for one in opened))
