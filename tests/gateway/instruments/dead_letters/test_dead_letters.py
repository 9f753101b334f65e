"""Dead letters: found in groups, tried again many at once, and what truly became of each."""

import re

import pytest
from sqlalchemy import update

from shared.store.tables import inbox
from tests.gateway.instruments.world import CONFIRMED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

FAILED = "OSError: the platform is away, call 138****0001"
KIND = "OSError: the platform is away, call …"


async def give_up(world: World, **values: object) -> None:
    """What waits for a retry is dead now, as after its last attempt."""
    dead = update(inbox).where(inbox.c.status == "retry").values(status="dead", attempts=11, **values)
    await world.services["review"].store.core_write(lambda connection: connection.execute(dead))


async def dead_letters(world: World, number: int) -> list[str]:
    """So many, each in its journey; the clock stands still."""
    world.weather.failures = -1
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    journeys = [await world.confirm() for _ in range(number)]
    for journey in journeys:
        await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    await give_up(world)
    return journeys


async def test_grouped_by_error_event_and_consumer(world: World) -> None:
    journeys = await dead_letters(world, 3)
    letters = await world.get("/sim/dead-letters")
    assert [one["journey"] for one in letters["items"]] == journeys[::-1], "of the newest event first"
    assert {(one["consumer"], one["type"], one["error"], one["kind"]) for one in letters["items"]} == {
        ("review", CONFIRMED, FAILED, KIND)
    }
    for group, key in (("error", KIND), ("event", CONFIRMED), ("consumer", "review")):
        (found,) = (await world.get("/sim/dead-letters", group=group))["items"]
        assert (found["key"], found["count"], found["filter"]) == (key, 3, {group: key})
        assert (await world.get("/sim/dead-letters", **found["filter"]))["items"] == letters["items"]
    first = await world.get("/sim/dead-letters", limit=2)
    rest = await world.get("/sim/dead-letters", limit=2, cursor=first["next_cursor"])
    assert (first["items"] + rest["items"], rest["next_cursor"]) == (letters["items"], None)
    other = await world.new_sandbox()
    assert (await other.get("/sim/dead-letters"))["items"] == []
    foreign = await other.ask("POST", "/sim/dead-letters/retry", json={"ids": [letters["items"][0]["id"]]})
    assert (foreign.status_code, foreign.json()["errors"][0]["pointer"]) == (422, "/ids/0")


async def test_a_group_is_tried_again_and_handled(world: World) -> None:
    journeys = await dead_letters(world, 3)
    world.weather.failures = 0
    wanted = {"filter": {"error": KIND, "consumer": "review"}}
    answer = await world.ask("POST", "/sim/dead-letters/retry", json=wanted, headers={"Sim-Actor": "alice"})
    became = answer.json()
    assert (answer.status_code, became["retried"], became["outcomes"], became["more"]) == (
        200,
        3,
        {"handled": 3},
        False,
    )
    assert {one["attempts"] for one in became["items"]} == {12}
    assert (await world.get("/sim/dead-letters"))["items"] == []
    for journey in journeys:
        (hand,) = (await world.get(f"/sim/journeys/{journey}", kind="control"))["steps"]
        assert (hand["name"], hand["actor"]["account"], hand["status"]) == ("dead-letters.retried", "alice", "done")
    await world.idle()


async def test_what_fails_again_is_told_as_dead(world: World) -> None:
    await dead_letters(world, 2)
    first, second = (await world.get("/sim/dead-letters"))["items"]
    became = (await world.ask("POST", "/sim/dead-letters/retry", json={"ids": [first["id"]]})).json()
    assert (became["outcomes"], became["items"][0]["error"]) == ({"dead": 1}, FAILED)
    by_event = (await world.ask("POST", "/sim/dead-letters/retry", json={"ids": [second["event_id"]]})).json()
    assert [one["id"] for one in by_event["items"]] == [second["id"]]
    now = {one["id"]: one["attempts"] for one in (await world.get("/sim/dead-letters"))["items"]}
    assert now == {first["id"]: 12, second["id"]: 12}


async def test_what_a_retry_cannot_be_asked_for(world: World) -> None:
    for body, pointer in (
        ({}, "/ids"), ({"ids": [], "filter": None}, "/ids"), ({"ids": ["x"], "filter": {}}, "/ids"),
        ({"ids": ["x"]}, "/ids/0"), ({"filter": {"eror": "x"}}, "/filter/eror"), ({"filter": []}, "/filter"),
        ({"filter": {"error": 1}}, "/filter/error"), ({"ids": "x"}, "/ids"), ({"ids": ["a\0b"]}, "/ids/0"),
        ({"filter": {"error": "x" * 1_000_000}}, "/filter/error"), ({"everything": True}, "/everything"),
    ):  # fmt: skip
        answer = await world.ask("POST", "/sim/dead-letters/retry", json=body)
        assert answer.status_code == 422, (body, answer.text)
        assert pointer in {one["pointer"] for one in answer.json()["errors"]}, (body, answer.text)
    nothing = (await world.ask("POST", "/sim/dead-letters/retry", json={"filter": {}})).json()
    assert (nothing["retried"], nothing["outcomes"]) == (0, {})
    for query in ("group=colour", "event=hall.application.confirmd", "eror=x", "cursor=%00", "timeout=1"):
        answer = await world.ask("GET", f"/sim/dead-letters?{query}")
        assert 400 <= answer.status_code < 500, query


async def test_a_group_is_tried_again_by_a_click(world: World) -> None:
    await dead_letters(world, 2)
    world.weather.failures = 0
    path = f"/console/in/{world.sandbox}/dead-letters?lang=en"
    page = (await world.client.get(path)).text
    assert f'data-group="{KIND}"' in page and "Retry these 2" in page
    form = page[page.index("data-group=") :]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
    assert (hidden["group"], hidden["error"]) == ("error", KIND)
    answer = await world.client.post(path, data=hidden, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200 and "2 tried again" in answer.text and "<b>handled 2</b>" in answer.text
    assert (await world.get("/sim/dead-letters"))["items"] == []
