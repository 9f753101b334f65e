"""One journey, all systems, one story."""

from typing import Any

import pytest

from services.gateway.errors import UpstreamUnavailable
from shared.events.base import addressed
from shared.instruments.contract.journal import KINDS
from tests.gateway.instruments.journeys.test_renderings import check_mermaid
from tests.gateway.instruments.world import CONFIRMED, PHONE, PUSHED, World
from tests.lives import life_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_story_in_causal_order(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    trace = await world.get(f"/sim/journeys/{journey}")
    assert (trace["journey"], trace["sandbox"], trace["unavailable"]) == (journey, world.sandbox, [])
    told = [(step["kind"], step["service"], step["name"], step["status"]) for step in trace["steps"]]
    assert told[:2] == [
        ("request", "gateway", "POST /hall/applications/{…}/confirmation", "200"),
        ("state", "hall", "application", "confirmed"),
    ]
    kinds = [step["kind"] for step in trace["steps"]]
    assert set(kinds) == set(KINDS) - {"control"}
    places = {step["id"]: number for number, step in enumerate(trace["steps"])}
    for number, step in enumerate(trace["steps"]):
        if step["caused_by"] is not None:
            assert places[step["caused_by"]] < number, step
    assert all(step["caused_by"] for step in trace["steps"] if step["kind"] != "request")
    assert [step["at"] for step in trace["steps"]] == sorted(step["at"] for step in trace["steps"])
    assert {step["status"] for step in trace["steps"] if step["kind"] in ("event", "delivery")} == {"handled"}


async def test_a_frozen_clock_does_not_shuffle_the_story(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    journey = await world.confirm()
    await world.idle()
    trace = await world.get(f"/sim/journeys/{journey}")
    assert len({step["at"] for step in trace["steps"]}) == 1
    order = [(step["kind"], step["service"]) for step in trace["steps"]]
    assert order == [
        ("request", "gateway"), ("state", "hall"), ("event", "hall"), ("delivery", "review"), ("state", "review"),
        ("event", "review"), ("delivery", "sms"), ("message", "sms"), ("event", "sms"),
    ]  # fmt: skip


async def test_attempts_and_duplicates_show(world: World) -> None:
    world.weather.failures = 1
    journey = await world.confirm()
    await world.idle()
    event = (await world.get("/sim/events", type=CONFIRMED))["items"][0]
    body = await world.services["hall"].store.core_read(
        lambda c: c.exec_driver_sql("SELECT body FROM outbox WHERE id = ?", (event["id"],)).scalar()
    )
    assert isinstance(body, bytes)
    body = addressed(body, world.sandbox, await life_of(world.services["hall"].store, world.sandbox))
    await world.services["review"].inbox.receive(body)  # as a broker would after a lost acknowledgement
    trace = await world.get(f"/sim/journeys/{journey}")
    (delivery,) = [step for step in trace["steps"] if step["kind"] == "delivery" and step["service"] == "review"]
    assert (delivery["status"], delivery["attempts"], delivery["detail"]["duplicates"]) == ("handled", 2, 1)
    assert [one["status"] for one in delivery["tries"]] == ["failed", "handled"]
    assert world.weather.handled.count(journey) == 1


async def test_text_and_picture(world: World) -> None:
    world.weather.failures = 1
    journey = await world.confirm()
    await world.idle()
    text = await world.ask("GET", f"/sim/journeys/{journey}?format=text")
    assert text.headers["content-type"].startswith("text/plain")
    assert "省图审平台 投递 申报已确认 hall.application.confirmed → 已处理 第 2 次" in text.text
    picture = await world.ask("GET", f"/sim/journeys/{journey}?format=mermaid")
    check_mermaid(picture.text)
    assert f"review-->>sms: 项目已推送 {PUSHED} 已处理" in picture.text
    short = await world.ask("GET", f"/sim/journeys/{journey}?format=mermaid&kind=delivery&kind=message")
    check_mermaid(short.text)
    assert "POST" not in short.text and "hall-->>review" in short.text and "sms-)phone" in short.text
    for nonsense in ("format=pdf", "kind=rumour"):
        assert (await world.ask("GET", f"/sim/journeys/{journey}?{nonsense}")).status_code == 422


async def test_a_refusal_leaves_a_trace(world: World) -> None:
    journey = await world.confirm()
    refused = await world.ask("POST", f"/hall/applications/{journey}/refusal", json={})
    assert refused.status_code == 409
    await world.idle()
    trace = await world.get(f"/sim/journeys/{journey}")
    (step,) = [one for one in trace["steps"] if one["status"] == "409"]
    assert step["kind"] == "request" and step["detail"]["problem"] == "conflict"


async def test_unknown_and_foreign_journeys(world: World) -> None:
    journey = await world.confirm()
    other = await world.new_sandbox()
    for place, asked in ((world, "nobody"), (other, journey), (world, "a%0ab"), (world, "..")):
        answer = await place.ask("GET", f"/sim/journeys/{asked}")
        assert answer.status_code == 404, asked


async def test_who_is_away_is_named_and_the_rest_is_shown(own_world: World) -> None:
    journey = await own_world.confirm()
    await own_world.idle()
    await own_world.services["sms"].stop()
    trace = await own_world.get(f"/sim/journeys/{journey}")
    assert trace["unavailable"] == ["sms"]
    assert {step["service"] for step in trace["steps"]} == {"gateway", "hall", "review"}
    text = await own_world.ask("GET", f"/sim/journeys/{journey}?format=text")
    assert "未能查询：短信平台（sms）" in text.text
    unknown = await own_world.ask("GET", "/sim/journeys/nobody")
    assert (unknown.status_code, unknown.json()["code"]) == (503, UpstreamUnavailable.code)


async def test_journeys_are_listed_and_found(world: World) -> None:
    journeys = [await world.confirm() for _ in range(5)]
    await world.idle()
    listed = (await world.get("/sim/journeys"))["items"]
    assert [item["journey"] for item in listed] == journeys[::-1]
    assert {(item["status"], item["events"]) for item in listed} == {("pushed", "handled")}
    assert listed[0]["services"] == ["gateway", "hall", "review", "sms"]
    first = await world.get("/sim/journeys", limit=2)
    rest = await world.get("/sim/journeys", limit=3, cursor=first["next_cursor"])
    assert [item["journey"] for item in first["items"] + rest["items"]] == journeys[::-1]
    assert rest["next_cursor"] is None
    assert (listed[0]["number"], listed[0]["project_name"]) == ("202605180007", "示例市民服务中心项目")
    assert (listed[0]["messages"], listed[0]["failures"]) == (1, 0)
    numbers = ("202605180007", "2403-410105-04-01-123456", PHONE[-4:])
    words = (*numbers, "示", "市民", "示例市民服务", "ＡＣＣＯＵＮＴ-created")
    for q in (journeys[2], *words):
        assert journeys[2] in {item["journey"] for item in (await world.get("/sim/journeys", q=q))["items"]}, q
    event = (await world.get("/sim/events", journey=journeys[1]))["items"][0]["id"]
    assert [item["journey"] for item in (await world.get("/sim/journeys", q=event))["items"]] == [journeys[1]]
    for q in ("nothing like this", "%", "市例", "示例服务", PHONE, "2403-410105-04-01-654321"):
        assert (await world.get("/sim/journeys", q=q))["items"] == [], q
    assert (await world.get("/sim/journeys", status="draft"))["items"] == []


async def test_journeys_are_found_by_what_took_part_and_when(world: World) -> None:
    async def found(**query: Any) -> set[str]:
        return {item["journey"] for item in (await world.get("/sim/journeys", **query))["items"]}

    await world.ask("PUT", "/sim/clock", json={"now": "2026-05-18T09:00:00+08:00", "freeze": True})
    early = await world.confirm()
    coded = await world.confirm(with_code=True)
    await world.idle()
    await world.ask("PUT", "/sim/clock", json={"advance_seconds": 3600})
    late = await world.confirm()
    await world.idle()
    assert await found(service="review") == {early, late} and await found(service="sms") == {early, coded, late}
    assert await found(event=PUSHED) == {early, late} and await found(event="hall.phone_code.issued") == {coded}
    assert await found(since="2026-05-18T09:30:00+08:00") == {late}
    assert await found(until="2026-05-18T09:30:00+08:00") == {early, coded}
    assert await found(event=PUSHED, until="2026-05-18T09:30:00+08:00") == {early}
    assert await found(event=PUSHED, service="sms", q="市民", since="2026-05-18T09:30:00+08:00") == {late}
    assert await found(event=PUSHED, status="draft") == await found(q=coded, event=PUSHED) == set()
    for name, value in {"event": "review.project.psuhed", "since": "today", "service": "x"}.items():
        refused = await world.ask("GET", "/sim/journeys", params={name: value})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/query/{name}")


async def test_stuck_journeys_are_found(world: World) -> None:
    await world.confirm()
    await world.idle()
    world.weather.failures = -1
    stuck = await world.confirm()
    await world.get("/sim/wait", journey=stuck, event=CONFIRMED, status="retrying")
    found = (await world.get("/sim/journeys", status="retrying"))["items"]
    assert [item["journey"] for item in found] == [stuck]


async def test_steps_say_what_a_reader_asks_next(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    steps = (await world.get(f"/sim/journeys/{journey}"))["steps"]
    event = next(step for step in steps if step["kind"] == "event" and step["name"] == CONFIRMED)
    assert event["subscribers"] == ["review"] and event["recorded_at"] <= event["sent_at"]
    nobody = next(step for step in steps if step["kind"] == "event" and step["name"] == "sms.message.delivered")
    assert nobody["subscribers"] == []
    delivery = next(step for step in steps if step["kind"] == "delivery" and step["name"] == CONFIRMED)
    assert event["recorded_at"] <= delivery["received_at"]
    assert delivery["waited_ms"] > 0 and delivery["duration_ms"] > 0
    assert {step["from"] for step in steps if step["kind"] == "state"} == {None}


async def test_a_trace_says_what_comes_next_and_what_holds_it_up(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    world.weather.failures = 1
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    trace = await world.get(f"/sim/journeys/{journey}", kind="message")
    [delivery, push] = trace["expected"]
    assert (trace["steps"], delivery["name"], delivery["who"]) == ([], "next-attempt", "review")
    assert (push["name"], push["who"]) == ("push", "review") and push["zh"] and push["en"]


async def test_a_retry_says_when_it_is_next(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    world.weather.failures = 1
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    steps = (await world.get(f"/sim/journeys/{journey}"))["steps"]
    [timer] = (await world.get("/sim/timers"))["items"]
    [delivery] = [step for step in steps if step["kind"] == "delivery"]
    assert delivery["next_attempt_at"] == timer["at"]
