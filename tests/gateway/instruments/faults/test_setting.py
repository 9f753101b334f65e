"""Faults are set, strike as often as was asked for, and go: in one sandbox only."""

import asyncio
from typing import Any

import pytest

from tests.gateway.instruments.faults.asked import REVIEW, eventually_held, fault, faulted, have, remove, texts
from tests.gateway.instruments.world import CONFIRMED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_set_list_and_remove(world: World) -> None:
    made = await have(world, "delivery", "fail", REVIEW, times=2, note="push fails", error="图审系统接口返回空")
    assert (made["hits"], made["left"], made["services"]) == (0, 2, ["review"])
    assert (made["error"], made["note"], made["match"]) == ("图审系统接口返回空", "push fails", REVIEW)
    other = await have(world, "http", "reject")
    assert (other["status"], other["left"]) == (503, None)
    assert [one["id"] for one in (await world.get("/sim/faults"))["items"]] == [made["id"], other["id"]]
    await remove(world, made["id"])
    again = await world.ask("DELETE", f"/sim/faults/{made['id']}")
    assert (again.status_code, again.json()["code"]) == (404, "fault-unknown")
    await remove(world)
    assert (await world.get("/sim/faults"))["items"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"at": "http", "do": "explode"}, "/do"),
        ({"at": "http", "do": "reject", "status": 200}, "/status"),
        ({"at": "http", "do": "drop", "ms": 5}, "/ms"),
        ({"at": "http", "do": "delay", "ms": 60_001}, "/ms"),
        ({"at": "http", "do": "drop", "match": {"consumer": "hall"}}, "/match/consumer"),
        ({"at": "http", "do": "drop", "match": {"path": "hall"}}, "/match/path"),
        ({"at": "delivery", "do": "fail", "match": {"event": "hall.nothing"}}, "/match/event"),
        ({"at": "delivery", "do": "fail", "match": {"event": CONFIRMED, "consumer": "sms"}}, "/match/consumer"),
        ({"at": "delivery", "do": "crash", "when": "never"}, "/when"),
        ({"at": "delivery", "do": "fail", "match": {"where": {"data": 1}}}, "/match/where"),
        ({"at": "publish", "do": "hold", "match": {"event": CONFIRMED, "service": "review"}}, "/match/service"),
        ({"at": "sms", "do": "text"}, "/text"),
        ({"at": "sms", "do": "without", "vars": []}, "/vars"),
        ({"at": "sms", "do": "silent", "match": {"phone": "12"}}, "/match/phone"),
        ({"at": "nowhere", "do": "fail"}, "/at"),
        ({"at": "http", "do": "drop", "times": 0}, "/times"),
        ({"at": "http", "do": "drop", "probability": 1.5}, "/probability"),
        ({"at": "http", "do": "drop", "often": 1}, "/often"),
        ({"at": "http", "do": "reject", "detail": "a" * 1_000_000}, "/detail"),
    ],
)
async def test_what_cannot_be_is_refused_by_its_field(world: World, body: dict[str, Any], pointer: str) -> None:
    refused = await world.ask("POST", "/sim/faults", json=body)
    assert refused.status_code == 422, refused.text
    assert pointer in [error["pointer"] for error in refused.json()["errors"]]


@pytest.mark.parametrize(
    ("at", "do", "match", "said"),
    [
        ("publish", "hold", {"event": CONFIRMED, "service": "review"}, "published by hall"),
        ("delivery", "fail", {"event": CONFIRMED, "consumer": "sms"}, "those that do: review"),
        ("delivery", "fail", {"event": "sms.message.failed", "consumer": "sms"}, "those that do: —"),
    ],
)
async def test_a_refusal_says_what_would_do(world: World, at: str, do: str, match: dict[str, str], said: str) -> None:
    asked = {"at": at, "do": do, "match": match}
    refused = await world.ask("POST", "/sim/faults", json=asked, headers={"Accept-Language": "en"})
    assert refused.status_code == 422 and said in refused.text


async def test_another_sandbox_is_not_touched(world: World) -> None:
    other = await world.new_sandbox()
    made = await have(world, "delivery", "hold", REVIEW)
    for at, do in (("http", "drop"), ("store", "unavailable"), ("sms", "silent"), ("publish", "hold")):
        await have(world, at, do)
    journey = await other.confirm()
    await other.idle()
    assert len(await texts(other)) == 1 and await faulted(other, journey) == []
    assert (await other.get("/sim/faults"))["items"] == []
    foreign = await other.ask("DELETE", f"/sim/faults/{made['id']}")
    assert foreign.status_code == 404
    assert (await world.ask("GET", "/readyz")).status_code == 200


async def test_a_reset_drops_them(world: World) -> None:
    await have(world, "delivery", "hold", REVIEW)
    await have(world, "http", "reject")
    assert (await world.ask("POST", "/sim/reset")).status_code == 200
    assert (await world.get("/sim/faults"))["items"] == []
    await world.confirm()
    await world.idle()


async def test_so_many_times_exactly_however_many_come_at_once(world: World) -> None:
    made = await have(world, "delivery", "fail", REVIEW, times=5)
    journeys = await asyncio.gather(*(world.confirm() for _ in range(12)))
    await world.idle()
    struck = await fault(world, made["id"])
    assert (struck["hits"], struck["left"]) == (5, 0)
    effects = [step for journey in journeys for step in await faulted(world, journey)]
    assert len(effects) == 5 and {step["fault"] for step in effects} == {made["id"]}
    assert len(await texts(world)) == 12


async def test_the_same_seed_the_same_faults(world: World) -> None:
    async def played() -> list[int]:
        answer = await world.ask("POST", "/sim/sandboxes", json={"random_seed": 7})
        seeded = World(**{**vars(world), "sandbox": answer.json()["name"]})
        await have(seeded, "delivery", "lose", REVIEW, probability=0.5)
        found = []
        for _ in range(12):
            journey = await seeded.confirm()
            await seeded.idle()
            found.append(len(await faulted(seeded, journey)))
        return found

    first = await played()
    assert first == await played() and 0 < sum(first) < 12


async def test_seconds_are_the_sandbox_s(world: World) -> None:
    made = await have(world, "delivery", "hold", REVIEW, seconds=60)
    journey = await world.confirm()
    await eventually_held(world, made["id"])
    await world.ask("PUT", "/sim/clock", json={"advance_seconds": 61})
    await world.idle()
    assert len(await texts(world)) == 1
    assert (await fault(world, made["id"]))["left"] == 0
    assert [step["detail"]["do"] for step in await faulted(world, journey)] == ["hold"]
    await world.confirm()
    await world.idle()
