"""Events, their consumers and their attempts."""

import pytest
from sqlalchemy import update

from shared.store.tables import inbox
from tests.gateway.instruments.world import CONFIRMED, PUSHED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_listed_newest_first_by_pages_and_filters(world: World) -> None:
    journeys = [await world.confirm() for _ in range(4)]
    await world.idle()
    everything = (await world.get("/sim/events", limit=200))["items"]
    assert len(everything) == 12
    assert [event["id"] for event in everything] == sorted((event["id"] for event in everything), reverse=True)
    assert {(event["status"], event["sandbox"]) for event in everything} == {("handled", world.sandbox)}
    paged, cursor = [], None
    while True:
        page = await world.get("/sim/events", limit=5, **({"cursor": cursor} if cursor else {}))
        paged += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert paged == everything
    pushed = (await world.get("/sim/events", type=PUSHED))["items"]
    assert {event["journey"] for event in pushed} == set(journeys)
    assert len((await world.get("/sim/events", journey=journeys[0]))["items"]) == 3
    assert (await world.get("/sim/events", status="dead"))["items"] == []
    assert len((await world.get("/sim/events", status="handled", limit=7))["items"]) == 7
    for nonsense in ("status=lost", "type=hall.application.confirmd", "limit=0", "cursor=nonsense"):
        assert (await world.ask("GET", f"/sim/events?{nonsense}")).status_code == 422, nonsense


async def test_one_event_with_its_envelope_and_consumers(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    (listed,) = (await world.get("/sim/events", type=PUSHED, journey=journey))["items"]
    event = await world.get(f"/sim/events/{listed['id']}")
    assert {name: event[name] for name in listed if name != "deliveries"} == {
        name: listed[name] for name in listed if name != "deliveries"
    }
    envelope = event["envelope"]
    assert (envelope["specversion"], envelope["type"], envelope["source"]) == ("1.0", PUSHED, "/review")
    assert envelope["data"]["initial_password"] == "******"
    assert envelope["data"]["leader_phone"] == "138****0001"
    (delivery,) = event["deliveries"]
    assert (delivery["consumer"], delivery["status"], delivery["attempts"]) == ("sms", "handled", 1)
    assert [one["status"] for one in event["tries"]] == ["confirmed"]


async def test_unknown_and_foreign_events(world: World) -> None:
    await world.confirm()
    (event,) = (await world.get("/sim/events", type=CONFIRMED))["items"]
    other = await world.new_sandbox()
    for place, asked in ((world, "nobody"), (other, event["id"]), (world, ".."), (world, "a%2fb"), (world, "ä")):
        assert (await place.ask("GET", f"/sim/events/{asked}")).status_code == 404, asked


async def test_a_dead_delivery_is_found_and_retried(world: World) -> None:
    world.weather.failures = -1
    await world.ask("PUT", "/sim/clock", json={"freeze": True})  # no attempt comes between
    journey = await world.confirm()
    event = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    await world.services["review"].store.core_write(
        lambda c: c.execute(update(inbox).values(status="dead", attempts=11))
    )
    assert [one["id"] for one in (await world.get("/sim/events", status="dead"))["items"]] == [event["id"]]
    assert (await world.get("/sim/events", status="retrying"))["items"] == []
    await world.idle()  # a dead delivery waits for a person and holds nothing up
    world.weather.failures = 0
    retried = await world.ask("POST", f"/sim/events/{event['id']}/retry", json={"consumer": "review"})
    assert (retried.status_code, retried.json()["consumer"]) == (200, "review")
    handled = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="handled")
    assert handled["deliveries"][0]["attempts"] == 12
    again = await world.ask("POST", f"/sim/events/{event['id']}/retry", json={"consumer": "review"})
    assert (again.status_code, again.json()["code"]) == (409, "delivery-handled")
    nobody = await world.ask("POST", f"/sim/events/{event['id']}/retry", json={"consumer": "sms"})
    assert (nobody.status_code, nobody.json()["code"]) == (404, "consumer-unknown")


async def test_a_retry_that_waits_is_made_now(world: World) -> None:
    world.weather.failures = 1
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    journey = await world.confirm()
    event = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    assert (await world.ask("GET", "/sim/idle?timeout=0.3")).status_code == 408  # the clock stands still
    assert (await world.ask("POST", f"/sim/events/{event['id']}/retry")).status_code == 200
    await world.idle()


async def test_events_of_a_service_that_is_away(own_world: World) -> None:
    await own_world.confirm()
    await own_world.idle()
    await own_world.services["hall"].stop()
    page = await own_world.get("/sim/events")
    assert page["unavailable"] == ["hall"]
    assert {event["publisher"] for event in page["items"]} == {"review", "sms"}


async def test_whose_hand_retried_a_delivery_stands_in_the_trace(world: World) -> None:
    world.weather.failures = -1
    journey = await world.confirm()
    event = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    world.weather.failures = 0
    retried = await world.ask("POST", f"/sim/events/{event['id']}/retry", headers={"Sim-Actor": "alice"})
    assert retried.status_code == 200
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="handled")
    steps = (await world.get(f"/sim/journeys/{journey}"))["steps"]
    (hand,) = [step for step in steps if step["kind"] == "control"]
    assert (hand["name"], hand["status"], hand["service"]) == ("delivery.retried", "done", "gateway")
    assert hand["actor"] == {"role": "tester", "account": "alice"}
    assert hand["detail"]["consumer"] == "review"
    assert (hand["detail"]["before"]["status"], hand["detail"]["after"]["status"]) == ("retrying", "retrying")
    (delivery,) = [step for step in steps if step["kind"] == "delivery" and step["name"] == CONFIRMED]
    assert [one["status"] for one in delivery["tries"]][-1] == "handled"
    assert hand["recorded_at"] < delivery["tries"][-1]["at"]
    text = (await world.ask("GET", f"/sim/journeys/{journey}?format=text")).text
    assert "网关 操作 重试投递 delivery.retried → 已完成 alice：" in text
    picture = (await world.ask("GET", f"/sim/journeys/{journey}?format=mermaid")).text
    assert "actor tester as 测试人员" in picture and "tester->>gateway: alice 重试投递" in picture
    only = (await world.get(f"/sim/journeys/{journey}", kind="control"))["steps"]
    assert only == [hand]


async def test_filters_combine(world: World) -> None:
    first, second = await world.confirm(), await world.confirm(phone="13900000002")
    await world.idle()
    everything = (await world.get("/sim/events", limit=200))["items"]
    moment = everything[2]["recorded_at"]
    delivered = "sms.message.delivered"
    for query, wanted in (
        ({"type": [CONFIRMED, PUSHED]}, [one for one in everything if one["type"] in (CONFIRMED, PUSHED)]),
        ({"not_type": [PUSHED, delivered]}, [one for one in everything if one["type"] == CONFIRMED]),
        ({"service": "sms"}, [one for one in everything if one["publisher"] == "sms"]),
        ({"consumer": "sms"}, [one for one in everything if one["type"] == PUSHED]),
        ({"since": moment}, [one for one in everything if one["recorded_at"] >= moment]),
        ({"until": moment}, [one for one in everything if one["recorded_at"] < moment]),
        ({"where": "/data/scenario:buildings"}, [one for one in everything if one["type"] == CONFIRMED]),
        ({"where": ["/data/scenario:buildings", f"/journey:{second}"]},
         [one for one in everything if one["type"] == CONFIRMED and one["journey"] == second]),
        ({"where": "/data/account_created:true", "journey": first},
         [one for one in everything if one["type"] == PUSHED and one["journey"] == first]),
        ({"where": "/data/initial_password:Xk9$planted"}, []),  # nobody finds out a secret by guessing
        ({"service": "hall", "type": PUSHED}, []),
    ):  # fmt: skip
        assert (await world.get("/sim/events", **query))["items"] == wanted, query
    for nonsense in ("where=scenario", "where=/data", "service=portal", "type=hall.nothing", "since=yesterday"):
        assert (await world.ask("GET", f"/sim/events?{nonsense}")).status_code == 422, nonsense
