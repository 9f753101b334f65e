"""Events in a tester's hands: edited and retried, sent once more, made up."""

import pytest

from shared.identifiers import new_id
from tests.gateway.instruments.dead_letters.test_dead_letters import dead_letters, give_up
from tests.gateway.instruments.world import CONFIRMED, PUSHED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

SUBMITTED, WITHDRAWN = "review.project.submitted", "hall.application.withdrawn"
ALICE = {"Sim-Actor": "alice"}


async def dead_event(world: World) -> dict[str, object]:
    await dead_letters(world, 1)
    (letter,) = (await world.get("/sim/dead-letters"))["items"]
    event: dict[str, object] = await world.get(f"/sim/events/{letter['event_id']}")
    return event


async def test_edited_and_retried_with_who_before_and_after_in_the_journey(world: World) -> None:
    event = await dead_event(world)
    world.weather.failures = 0
    data = event["envelope"]["data"]  # type: ignore[index]
    assert data["owner"]["leader_phone"] == "138****0001", "as it is shown: masked"
    edited = data | {"project": data["project"] | {"name": "改名项目"}}
    answer = await world.ask("POST", f"/sim/events/{event['id']}/retry", json={"data": edited}, headers=ALICE)
    assert (answer.status_code, answer.json()["outcome"], answer.json()["status"]) == (200, "handled", "handled")
    await world.idle()
    trace = await world.get(f"/sim/journeys/{event['journey']}")
    (hand,) = (step for step in trace["steps"] if step["kind"] == "control")
    assert (hand["name"], hand["actor"]["account"]) == ("delivery.edited", "alice")
    assert hand["detail"]["before"] == {"project": {"name": "示例项目"}}, "only what is another now"
    assert hand["detail"]["after"] == {"project": {"name": "改名项目"}}
    texts = (await world.get("/sim/phones/13800000001/messages"))["items"]
    assert "改名项目" in texts[-1]["text"], "the phone that stood masked was kept, and got the changed text"


async def test_edits_that_no_schema_allows(world: World) -> None:
    event = await dead_event(world)
    data = event["envelope"]["data"]  # type: ignore[index]
    path = f"/sim/events/{event['id']}/retry"
    for wrong, pointer in (
        (data | {"number": 5}, "/data/number"),
        (data | {"scenari": "x"}, "/data/scenari"),
        ({key: value for key, value in data.items() if key != "owner"}, "/data/owner"),
        (data | {"project": data["project"] | {"code": None}}, "/data/project/code"),
        (data | {"project": data["project"] | {"colour": "red"}}, "/data/project/colour"),
        (data | {"application_id": "another"}, "/data/application_id"),
        ([], "/data"), ("x", "/data"), ({"a": "b\0c"}, "/data/a"),
    ):  # fmt: skip
        answer = await world.ask("POST", path, json={"data": wrong})
        assert answer.status_code == 422, answer.text
        assert pointer in {one["pointer"] for one in answer.json()["errors"]}, answer.text
    deep: object = {}
    for _ in range(40):
        deep = {"a": deep}
    bodies: list[dict[str, object]] = [
        {"data": deep}, {"data": {"form": "x" * 1_000_000}}, {"consumer": 5}, {"dat": {}},
    ]  # fmt: skip
    for body in bodies:
        answer = await world.ask("POST", path, json=body)
        assert 400 <= answer.status_code < 500, answer.text
    assert (await world.get(f"/sim/events/{event['id']}"))["deliveries"][0]["attempts"] == 11, "nothing was tried"
    assert (await world.get(f"/sim/journeys/{event['journey']}", kind="control"))["steps"] == [], "nor noted"


async def test_a_retry_says_what_truly_became_of_it(world: World) -> None:
    event = await dead_event(world)
    path = f"/sim/events/{event['id']}/retry"
    again = (await world.ask("POST", path)).json()
    assert (again["outcome"], again["status"], again["attempts"]) == ("dead", "dead", 12)
    world.weather.failures = 0
    assert (await world.ask("POST", path)).json()["outcome"] == "handled"
    refused = await world.ask("POST", path, json={"data": event["envelope"]["data"]})  # type: ignore[index]
    assert (refused.status_code, refused.json()["code"]) == (409, "delivery-handled")


async def test_the_same_event_again_is_a_duplicate(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    (event,) = (await world.get("/sim/events", type=CONFIRMED))["items"]
    answer = await world.ask("POST", f"/sim/events/{event['id']}/replay", json={"as": "same"}, headers=ALICE)
    assert (answer.status_code, answer.json()["outcome"]) == (200, "duplicate"), answer.text
    (delivery,) = answer.json()["deliveries"]
    assert (delivery["consumer"], delivery["duplicates"], delivery["attempts"]) == ("review", 1, 1)
    assert world.weather.handled.count(journey) == 1
    twice = await world.ask("POST", f"/sim/events/{event['id']}/replay", json={"as": "same", "consumer": "review"})
    assert twice.json()["deliveries"][0]["duplicates"] == 2
    await world.idle()
    hands = (await world.get(f"/sim/journeys/{journey}", kind="control"))["steps"]
    assert [(one["name"], one["detail"]["as"]) for one in hands] == [("event.replayed", "same")] * 2


async def test_as_a_new_event_it_takes_effect_again(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    (event,) = (await world.get("/sim/events", type=CONFIRMED))["items"]
    sent = (await world.ask("POST", f"/sim/events/{event['id']}/replay", json={"as": "new"})).json()
    assert sent["outcome"] == "handled" and sent["event_id"] != event["id"]
    assert sent["event"]["journey"] == journey
    assert world.weather.handled.count(journey) == 2
    await world.idle()
    trace = await world.get(f"/sim/journeys/{journey}")
    (hand,) = (step for step in trace["steps"] if step["kind"] == "control")
    caused = next(step for step in trace["steps"] if step["id"] == sent["event_id"])
    assert caused["caused_by"] == hand["id"], "the hand is the cause"


async def test_secrets_are_gone_and_are_not_made_up(world: World) -> None:
    await world.confirm()
    await world.idle()
    (event,) = (await world.get("/sim/events", type=PUSHED))["items"]
    path = f"/sim/events/{event['id']}/replay"
    refused = await world.ask("POST", path, json={"as": "new"})
    assert (refused.status_code, refused.json()["code"]) == (409, "event-secrets-gone")
    assert "initial_password" in refused.json()["detail"] and "POST /sim/events" in refused.json()["detail"]
    assert (await world.ask("POST", path, json={"as": "same"})).json()["outcome"] == "duplicate"


async def test_an_event_by_hand(world: World) -> None:
    application = new_id()
    data = {
        "application_id": application, "project_id": "P", "project_code": "2403-410105-04-01-123456",
        "project_name": "手工项目", "account": "91410100MA9XXXX118", "account_created": True,
        "initial_password": "Hand#2026", "leader_phone": "13800000007",
    }  # fmt: skip
    body = {"type": PUSHED, "subject": application, "data": data}
    answer = await world.ask("POST", "/sim/events", json=body, headers=ALICE)
    sent = answer.json()
    assert (answer.status_code, sent["outcome"], sent["event"]["journey"]) == (201, "handled", application), sent
    text = (await world.get("/sim/phones/13800000007/messages"))["items"][0]
    assert text["vars"]["initial_password"] == "Hand#2026" and "手工项目" in text["text"]
    assert "Hand#2026" not in answer.text
    trace = await world.get(f"/sim/journeys/{application}")
    assert [step["kind"] for step in trace["steps"]][:2] == ["control", "event"]
    nobody = {"type": "sms.message.delivered", "subject": "M", "data": {
        "message_id": "M", "template": "T1", "to_phone": "13800000001", "report_code": "DELIVRD", "cause_event": "E",
    }}  # fmt: skip
    assert (await world.ask("POST", "/sim/events", json=nobody)).json()["outcome"] == "published"


async def test_what_cannot_be_sent_by_hand(world: World) -> None:
    right = {"application_id": "A", "project_code": "C", "reason": ""}
    whole = {"type": WITHDRAWN, "subject": "A", "data": right}
    for change, pointer in (
        ({"type": "hall.application.eaten"}, "/type"), ({"type": None}, "/type"),
        ({"subject": "B"}, "/data/application_id"),
        ({"subject": ""}, "/subject"), ({"data": {}}, "/data/reason"), ({"data": right | {"x": 1}}, "/data/x"),
        ({"data": right | {"reason": 7}}, "/data/reason"), ({"data": None}, "/data"), ({"subject": "a\0"}, "/subject"),
        ({"id": "mine"}, "/id"), ({"subject": "x" * 1_000_000}, "/subject"),
    ):  # fmt: skip
        answer = await world.ask("POST", "/sim/events", json={**whole, **change})
        assert answer.status_code == 422, answer.text
        assert pointer in {one["pointer"] for one in answer.json()["errors"]}, (change, answer.text)
    unknown = await world.ask("POST", "/sim/events", json={**whole, "data": right | {"reasn": "x"}})
    assert "reason" in unknown.json()["errors"][0]["detail"], "what there is"
    assert (await world.get("/sim/events"))["items"] == []
    for path in (f"/sim/events/{new_id()}/replay", "/sim/events/%00/replay", "/sim/events/ä/replay"):
        assert (await world.ask("POST", path, json={"as": "same"})).status_code == 404, path
    await world.confirm()
    await world.idle()
    (event,) = (await world.get("/sim/events", type=CONFIRMED))["items"]
    for body, status in (({"as": "other"}, 422), ({}, 422), ({"as": "same", "consumer": "sms"}, 404)):
        answer = await world.ask("POST", f"/sim/events/{event['id']}/replay", json=body)
        assert answer.status_code == status, answer.text
    other = await world.new_sandbox()
    assert (await other.ask("POST", f"/sim/events/{event['id']}/replay", json={"as": "same"})).status_code == 404


async def test_what_was_not_tried_in_time_is_still_waiting(world: World) -> None:
    event = await dead_event(world)
    waiting = (await world.ask("POST", f"/sim/events/{event['id']}/retry?timeout=0")).json()
    assert waiting["outcome"] in ("waiting", "dead")
    await give_up(world)


async def test_one_that_broke_on_its_way_is_mended(world: World) -> None:
    fault = {"at": "publish", "match": {"event": CONFIRMED}, "do": "corrupt", "times": 1}
    assert (await world.ask("POST", "/sim/faults", json=fault)).status_code == 201
    journey = await world.confirm()
    event = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="dead")
    (letter,) = (await world.get("/sim/dead-letters"))["items"]
    assert letter["event_id"] == event["id"]
    path = f"/sim/events/{event['id']}/retry"
    assert (await world.ask("POST", path, json={"data": {}})).status_code == 422
    owner = event["envelope"]["data"]["owner"] | {"leader_phone": "13800000005"}
    whole = event["envelope"]["data"] | {"owner": owner}
    mended = await world.ask("POST", path, json={"data": whole})
    assert (mended.status_code, mended.json()["outcome"]) == (200, "handled"), mended.text
    await world.idle()
    assert len((await world.get("/sim/phones/13800000005/messages"))["items"]) == 1
