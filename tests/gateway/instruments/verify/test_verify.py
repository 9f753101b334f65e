"""What was expected is judged in sentences, and waited for; one run becomes an expectation that another meets."""

import asyncio

import pytest

from tests.gateway.instruments.world import CONFIRMED, PUSHED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")
PUSH = {"kind": "event", "name": PUSHED, "status": "handled", "count": 1}
TEXT = {"kind": "message", "name": "T3", "status": "delivered", "within_seconds": 60}


async def verify(world: World, **asked: object) -> dict:  # type: ignore[type-arg]
    answer = await world.ask("POST", "/sim/verify", json=asked, headers={"Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_what_is_missing_is_waited_for(world: World) -> None:
    journey = await world.confirm()
    judged = await verify(world, journey=journey, expect=[PUSH, TEXT], in_order=True, timeout=10)
    assert judged["passed"] and [one["found"] for one in judged["expectations"]] == [1, 1]
    assert judged["expectations"][0]["detail"] == f"event {PUSHED} with status handled: 1 found, as expected."
    assert judged["expectations"][1]["steps"][0]["name"] == "T3 account-created"
    late = world.confirm("later")
    asking = asyncio.create_task(verify(world, journey="later", expect=[PUSH], timeout=10))
    await late
    assert (await asking)["passed"]


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"kind": "event", "name": "review.project.pusht"}, f"closest is event {PUSHED}"),
        ({**PUSH, "status": "dead"}, "status is handled, not dead"),
        ({**PUSH, "count": 2}, "Expected 2 × "),
        ({**PUSH, "count": 0}, "but found 1"),
        ({**PUSH, "count": {"min": 2, "max": 3}}, "Expected 2 to 3 × "),
        ({**PUSH, "service": "hall"}, "service is review, not hall"),
        ({**PUSH, "where": {"/data/project_id": "P2"}}, "/data/project_id is P1, not P2"),
        ({**PUSH, "where": {"/data/nothing": 1}}, "/data/nothing is missing"),
        ({**PUSH, "where": {"/data/account_created": 1}}, "/data/account_created is true, not 1"),
        ({"kind": "control", "name": "clock.set"}, "but there is none."),
    ],
)
async def test_a_sentence_says_what_is_there_instead(world: World, expected: dict[str, object], said: str) -> None:
    journey = await world.confirm()
    await world.idle()
    judged = await verify(world, journey=journey, expect=[expected])
    assert not judged["passed"]
    assert said in judged["expectations"][0]["detail"], judged["expectations"][0]["detail"]


async def test_order_and_absence(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    first, then = {"kind": "event", "name": CONFIRMED}, {"kind": "event", "name": PUSHED}
    assert (await verify(world, journey=journey, expect=[first, then], in_order=True))["passed"]
    judged = await verify(world, journey=journey, expect=[then, first], in_order=True)
    assert [one["passed"] for one in judged["expectations"]] == [True, False]
    assert f"after event {PUSHED}" in judged["expectations"][1]["detail"]
    assert (await verify(world, journey=journey, absent=[{"kind": "message", "name": "T4"}]))["passed"]
    there = await verify(world, journey=journey, absent=[{"kind": "message", "name": "account-created"}])
    assert not there["passed"] and there["absent"][0]["found"] == 1


async def test_one_run_becomes_the_test_of_another(world: World) -> None:
    good, same = await world.confirm(), await world.confirm()
    await world.idle()
    made = await world.ask("POST", f"/sim/journeys/{good}/expectation")
    assert good not in made.text
    assert (await verify(world, **made.json(), journey=same))["passed"]
    world.weather.failures = -1
    failing = await world.confirm()
    await world.get("/sim/wait", journey=failing, event=CONFIRMED, status="retrying")
    judged = await verify(world, **(made.json() | {"timeout": 0}), journey=failing)
    wrong = [one["detail"] for one in judged["expectations"] if not one["passed"]]
    assert any("status is retrying, not handled" in one and "OSError" in one for one in wrong), wrong


async def test_what_makes_no_sense_is_refused(world: World) -> None:
    journey, other = await world.confirm(), await world.new_sandbox()
    for place, asked in ((other, journey), (world, "nobody")):
        assert (await place.ask("POST", "/sim/verify", json={"journey": asked, "expect": [PUSH]})).status_code == 404
        assert (await place.ask("POST", f"/sim/journeys/{asked}/expectation")).status_code == 404
    for body in (
        {"expect": [{"kind": "event"}]}, {"expect": [{**PUSH, "kind": "rumour"}]}, {"expect": [{**PUSH, "x": 1}]},
        {"expect": [{**PUSH, "count": {"min": 3, "max": 1}}]}, {"expect": [{**PUSH, "where": {"data": 1}}]},
        {"expect": [{**PUSH, "name": "a\0b"}]}, {"timeout": 61},
    ):  # fmt: skip
        assert (await world.ask("POST", "/sim/verify", json=body)).status_code == 422, body
