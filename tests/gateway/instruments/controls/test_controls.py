"""What testers change by hand is listed, with who it was, also where it belongs to no journey."""

import pytest

from services.gateway.hands.hand import Hand
from shared.context import Context, entered
from shared.errors import Conflict
from tests.gateway.instruments.world import CONFIRMED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_clock_people_and_reset_are_listed_newest_first(world: World) -> None:
    alice, named = {"Sim-Actor": "alice"}, {"Sim-Actor": "%E5%BC%A0%E4%B8%89"}
    assert (await world.ask("PUT", "/sim/clock", json={"advance_seconds": 60}, headers=alice)).status_code == 200
    assert (await world.ask("POST", "/sim/enterprises", headers=named)).status_code == 201
    assert (await world.ask("PUT", "/sim/clock", json={"freeze": True})).status_code == 200
    items = (await world.get("/sim/controls"))["items"]
    assert [(one["name"], one["actor"]["account"], one["status"], one["journey"]) for one in items] == [
        ("clock.set", "", "done", None), ("enterprise.made", "张三", "done", None), ("clock.set", "alice", "done", None)
    ]  # fmt: skip
    frozen, made, moved = (one["detail"] for one in items)
    assert (frozen["before"]["frozen"], frozen["after"]["frozen"]) == (False, True)
    assert moved["after"]["now"] > moved["before"]["now"]
    assert len(made["after"]["credit_code"]) == 18 and "password" not in str(made)
    for query, wanted in (
        ({"actor": "alice"}, [items[2]]), ({"name": "clock.set"}, [items[0], items[2]]), ({"journey": "none"}, items),
        ({"journey": "x"}, []), ({"since": items[1]["recorded_at"]}, items[:2]),
    ):  # fmt: skip
        assert (await world.get("/sim/controls", **query))["items"] == wanted, query
    first = await world.get("/sim/controls", limit=2)
    rest = await world.get("/sim/controls", limit=2, cursor=first["next_cursor"])
    assert (first["items"] + rest["items"], rest["next_cursor"]) == (items, None)
    assert (await world.ask("POST", "/sim/reset", headers=alice)).status_code == 200
    (reset,) = (await world.get("/sim/controls"))["items"]
    assert (reset["name"], reset["actor"]["account"]) == ("sandbox.reset", "alice")


async def test_a_timer_that_a_hand_made_fire_has_the_hand_in_its_journey(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})  # or a slow machine's retry comes by itself
    world.weather.failures = 1
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    moved = await world.ask("PUT", "/sim/clock", json={"to_next_timer": True}, headers={"Sim-Actor": "bob"})
    assert [timer["journey"] for timer in moved.json()["fired"]] == [journey]
    (hand,) = (await world.get(f"/sim/journeys/{journey}", kind="control"))["steps"]
    assert (hand["name"], hand["status"], hand["actor"]["account"]) == ("clock.set", "done", "bob")
    of_all = (await world.get("/sim/controls", actor="bob"))["items"]
    assert {one["journey"] for one in of_all} == {journey, None}
    assert len({one["id"] for one in of_all}) == 2


async def test_what_was_asked_for_and_refused_says_so(world: World) -> None:
    refused = await world.ask("POST", "/sim/investment-projects", json={"credit_code": "91410100MA9XXXX119"})
    assert refused.status_code >= 400
    with entered(Context(sandbox=world.sandbox)), pytest.raises(Conflict):
        async with Hand(world.gateway.store).does("thing.changed", before={"password": "Xk9$planted"}):
            raise Conflict
    (step,) = (await world.get("/sim/controls", name="thing.changed"))["items"]
    assert (step["status"], step["detail"]["problem"], step["detail"]["before"]) == (
        "refused", "conflict", {"password": "******"}
    )  # fmt: skip


@pytest.mark.parametrize("name", ["x" * 81, "a%00b", "a%0Ab"])
async def test_no_name_is_refused_wherever_it_is_sent(world: World, name: str) -> None:
    answer = await world.ask("GET", "/sim/clock", headers={"Sim-Actor": name})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/header/Sim-Actor")


async def test_hands_of_another_sandbox_are_not_seen(world: World) -> None:
    await world.ask("POST", "/sim/enterprises")
    other = await world.new_sandbox()
    assert (await other.get("/sim/controls"))["items"] == []
    assert (await world.ask("GET", "/sim/controls?cursor=nonsense")).status_code == 422
