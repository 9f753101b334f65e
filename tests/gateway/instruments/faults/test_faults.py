"""Faults are set, strike as often as was asked for, say so, and go: at every hop, in one sandbox only."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.gateway.instruments.world import CONFIRMED, LEADER, PHONE, PUSHED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

REVIEW = {"consumer": "review", "event": CONFIRMED}


async def have(world: World, at: str, do: str, match: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    answer = await world.ask("POST", "/sim/faults", json={"at": at, "do": do, "match": match or {}, **more})
    assert answer.status_code == 201, answer.text
    set_: dict[str, Any] = answer.json()
    return set_


async def fault(world: World, id_: str) -> dict[str, Any]:
    [found] = [one for one in (await world.get("/sim/faults"))["items"] if one["id"] == id_]
    return dict(found)


async def remove(world: World, id_: str | None = None) -> None:
    answer = await world.ask("DELETE", f"/sim/faults/{id_}" if id_ else "/sim/faults")
    assert answer.status_code == 200, answer.text


async def steps(world: World, journey: str, **wanted: str) -> list[dict[str, Any]]:
    told = (await world.get(f"/sim/journeys/{journey}"))["steps"]
    return [step for step in told if all(step[name] == value for name, value in wanted.items())]


async def faulted(world: World, journey: str) -> list[dict[str, Any]]:
    return await steps(world, journey, status="faulted")


async def texts(world: World) -> list[dict[str, Any]]:
    return list((await world.get(f"/sim/phones/{PHONE}/messages"))["items"])


async def busy(world: World) -> dict[str, Any]:
    answer = await world.ask("GET", "/sim/idle", params={"timeout": 0})
    assert answer.status_code == 408, answer.text
    return dict(answer.json())


# The contract.


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


# How often.


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


async def eventually_held(world: World, id_: str) -> None:
    async with asyncio.timeout(10):
        while (await fault(world, id_))["holds"] == 0:  # noqa: ASYNC110  (the test stands outside)
            await asyncio.sleep(0.01)


# Deliveries.


async def test_a_handler_fails_twice_and_then_does_not(world: World) -> None:
    made = await have(world, "delivery", "fail", REVIEW, times=2, error="图审系统接口返回空")
    journey = await world.confirm()
    await world.idle()
    [delivery] = await steps(world, journey, kind="delivery", name=CONFIRMED, status="handled")
    assert [one["status"] for one in delivery["tries"]] == ["failed", "failed", "handled"]
    assert delivery["tries"][0]["error"] == "图审系统接口返回空"
    effects = await faulted(world, journey)
    assert [(step["kind"], step["name"], step["service"], step["fault"]) for step in effects] == [
        ("delivery", CONFIRMED, "review", made["id"])
    ] * 2
    assert len(await texts(world)) == 1


async def test_what_is_held_goes_on_when_the_fault_is_removed_and_idle_names_it(world: World) -> None:
    made = await have(world, "delivery", "hold", REVIEW)
    journey = await world.confirm()
    await eventually_held(world, made["id"])
    problem = await busy(world)
    assert problem["faults"] == [made["id"]] and made["id"] in problem["detail"]
    [waiting] = [one for one in problem["pending"] if one["service"] == "review"]
    assert (waiting["reason"], waiting["faults"]) == ("retrying", [made["id"]])
    await remove(world, made["id"])
    await world.idle()
    [delivery] = await steps(world, journey, kind="delivery", name=CONFIRMED, status="handled")
    assert delivery["attempts"] == 1 and len(await texts(world)) == 1


async def test_a_delay_follows_the_sandbox_s_clock(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    made = await have(world, "delivery", "delay", REVIEW, ms=300_000)
    await world.confirm()
    await eventually_held(world, made["id"])
    assert "retry" in [timer["what"] for timer in (await world.get("/sim/timers"))["items"]]
    await world.ask("PUT", "/sim/clock", json={"advance_seconds": 299})
    assert await texts(world) == []
    await world.ask("PUT", "/sim/clock", json={"advance_seconds": 1})
    await world.idle()
    assert len(await texts(world)) == 1


async def test_what_is_lost_is_acknowledged_and_never_handled(world: World) -> None:
    await have(world, "delivery", "lose", REVIEW, times=1)
    journey = await world.confirm()
    await world.idle()
    assert await texts(world) == []
    assert [step["detail"]["do"] for step in await faulted(world, journey)] == ["lose"]
    assert await steps(world, journey, name=PUSHED) == []


@pytest.mark.parametrize("when", ["before-commit", "after-commit"])
async def test_a_crash_is_delivered_again_and_doubles_nothing(world: World, when: str) -> None:
    handled = len(world.weather.handled)
    await have(world, "delivery", "crash", REVIEW, when=when, times=1)
    journey = await world.confirm()
    await world.idle()
    async with asyncio.timeout(10):
        while when == "after-commit" and not (await delivery_of(world, journey))["detail"].get("duplicates"):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert len(world.weather.handled) == handled + 1
    assert len(await texts(world)) == 1 and len(await faulted(world, journey)) == 1


async def delivery_of(world: World, journey: str) -> dict[str, Any]:
    return (await steps(world, journey, kind="delivery", name=CONFIRMED, status="handled"))[0]


async def test_where_looks_into_the_envelope(world: World) -> None:
    made = await have(world, "delivery", "lose", {**REVIEW, "where": {"/data/scenario": "municipal"}})
    await have(world, "delivery", "fail", {"where": {"/data/owner/leader_name": LEADER}}, times=1)
    journey = await world.confirm()
    await world.idle()
    assert (await fault(world, made["id"]))["hits"] == 0
    assert [step["detail"]["do"] for step in await faulted(world, journey)] == ["fail"]


# Publishing.


async def test_an_event_is_sent_several_times_and_takes_effect_once(world: World) -> None:
    await have(world, "publish", "duplicate", {"event": CONFIRMED}, copies=3, times=1)
    journey = await world.confirm()
    await world.idle()
    async with asyncio.timeout(10):
        while (await delivery_of(world, journey))["detail"].get("duplicates") != 3:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert len(await texts(world)) == 1
    [struck] = await faulted(world, journey)
    assert (struck["kind"], struck["service"], struck["detail"]["copies"]) == ("event", "hall", 3)


async def test_an_event_is_held_until_the_fault_is_removed(world: World) -> None:
    made = await have(world, "publish", "hold", {"service": "hall"})
    await world.confirm()
    await eventually_held(world, made["id"])
    problem = await busy(world)
    assert ("unsent", [made["id"]]) in [(one["reason"], one.get("faults")) for one in problem["pending"]]
    await remove(world)
    await world.idle()
    assert len(await texts(world)) == 1


async def test_an_event_is_delayed(world: World) -> None:
    await have(world, "publish", "delay", {"event": CONFIRMED}, ms=400, times=1)
    journey = await world.confirm()
    await world.idle()
    [event] = await steps(world, journey, kind="event", name=CONFIRMED, status="handled")
    [delivery] = await steps(world, journey, kind="delivery", name=CONFIRMED, status="handled")
    assert delivery["waited_ms"] >= 400 and event["attempts"] == 1


async def test_the_next_event_overtakes(world: World) -> None:
    await have(world, "publish", "reorder", {"event": CONFIRMED}, times=1)
    first, second = await world.confirm(), await world.confirm()
    await world.idle()
    assert world.weather.handled[-2:] == [second, first]
    alone = await world.confirm()
    await world.idle()
    assert world.weather.handled[-1] == alone


async def test_a_broken_event_is_a_dead_letter(world: World) -> None:
    made = await have(world, "publish", "corrupt", {"event": CONFIRMED}, times=1)
    journey = await world.confirm()
    await world.idle()
    [event] = (await world.get("/sim/events", journey=journey))["items"]
    assert event["status"] == "dead" and "Undecodable" in event["deliveries"][0]["last_error"]
    [struck] = await faulted(world, journey)
    assert struck["fault"] == made["id"] and await texts(world) == []
    retried = await world.ask("POST", f"/sim/events/{event['id']}/retry", json={"consumer": "review"})
    assert retried.status_code == 200
    await world.idle()
    assert (await world.get(f"/sim/events/{event['id']}"))["status"] == "dead"


# Texts.


async def test_a_text_that_fails_with_a_code_of_one_s_own(world: World) -> None:
    await have(world, "sms", "undelivered", {"template": "T3"}, report_code="MX:0099")
    journey = await world.confirm()
    await world.idle()
    assert await texts(world) == []
    [sent] = (await world.get("/sms/messages"))["items"]
    assert (sent["status"], sent["report_code"]) == ("failed", "MX:0099")
    [struck] = await faulted(world, journey)
    assert (struck["kind"], struck["name"]) == ("message", "T3 account-created")


async def test_a_text_that_nobody_hears_of_again(world: World) -> None:
    await have(world, "sms", "silent", {"template": "T3 account-created"})
    await world.confirm()
    await world.idle()
    assert [one["status"] for one in (await world.get("/sms/messages"))["items"]] == ["sent"]
    assert await texts(world) == []


async def test_a_text_without_its_password(world: World) -> None:
    await have(world, "sms", "without", {"template": "account-created"}, vars=["initial_password"])
    await world.confirm()
    await world.idle()
    [text] = await texts(world)
    assert "initial_password" not in text["vars"] and text["vars"]["account"] and "初始密码：，" in text["text"]


async def test_a_text_that_says_something_else(world: World) -> None:
    await have(world, "sms", "text", {"phone": f"+86 {PHONE}"}, text="乱码")
    await world.confirm()
    await world.idle()
    assert [text["text"] for text in await texts(world)] == ["【河南省图审】乱码"]


async def test_a_text_comes_twice_and_was_sent_once(world: World) -> None:
    await have(world, "sms", "duplicate", times=1)
    journey = await world.confirm()
    await world.idle()
    assert len(await texts(world)) == 2
    assert len((await world.get("/sms/messages"))["items"]) == 1
    reports = (await world.get("/sim/events", type="sms.message.delivered", journey=journey))["items"]
    assert len(reports) == 2


async def test_a_text_comes_later_by_the_sandbox_s_clock(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    await have(world, "sms", "delay", ms=60_000)
    await world.confirm()
    await world.idle()
    assert await texts(world) == []
    await world.ask("PUT", "/sim/clock", json={"to_next_timer": True})
    await world.idle()
    [text] = await texts(world)
    assert text["vars"]["initial_password"] and text["status"] == "delivered"


# The store.


async def test_a_database_that_is_away_and_comes_back(world: World) -> None:
    await have(world, "store", "unavailable", {"service": "hall"})
    away = await world.ask("POST", "/hall/applications/J/confirmation", json={})
    assert (away.status_code, away.json()["code"]) == (503, "service-unavailable")
    await remove(world)
    review = await have(world, "store", "unavailable", {"service": "review"})
    await world.confirm()
    assert review["id"] in str((await busy_with(world, review["id"]))["faults"])
    await remove(world)
    await world.idle()
    assert len(await texts(world)) == 1


async def busy_with(world: World, id_: str) -> dict[str, Any]:
    async with asyncio.timeout(10):
        while (await fault(world, id_))["hits"] == 0:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return await busy(world)


async def test_a_slow_database_slows_requests_and_deliveries(world: World) -> None:
    slow = [await have(world, "store", "slow", {"service": name}, ms=150, times=1) for name in ("hall", "review")]
    journey = await world.confirm()
    await world.idle()
    assert [(await fault(world, one["id"]))["hits"] for one in slow] == [1, 1]
    [struck] = await faulted(world, journey)
    assert (struck["name"], struck["service"], struck["fault"]) == ("store review", "review", slow[1]["id"])
    assert len(await texts(world)) == 1


# At the door.


async def test_a_request_is_refused_as_the_tester_wants_it(world: World) -> None:
    how = {"status": 418, "code": "teapot", "detail": "short and stout"}
    match = {"service": "hall", "method": "POST", "path": "/hall/applications/{application_id}/confirmation"}
    made = await have(world, "http", "reject", match, times=1, **how)
    refused = await world.ask("POST", "/hall/applications/J/confirmation", json={})
    assert (refused.status_code, refused.json()["code"]) == (418, "teapot")
    assert "short and stout" in refused.json()["detail"] and refused.headers["Sim-Fault"] == made["id"]
    journey = await world.confirm()
    assert await faulted(world, journey) == [] and (await fault(world, made["id"]))["left"] == 0


async def test_it_strikes_what_it_matches_only(world: World) -> None:
    match = {"path": "/hall/*", "account": "91410100MA9XXXX118", "journey": "J"}
    made = await have(world, "http", "reject", match)
    body = {"login": "91410100MA9XXXX118", "password": "Demo@2026"}
    login = await world.ask("POST", "/portal/login", json=body)
    mine = {"Authorization": f"Bearer {login.json()['access_token']}"}

    async def ask(journey: str, headers: dict[str, str]) -> int:
        path = f"/hall/applications/{journey}/confirmation"
        return (await world.ask("POST", path, json={}, headers=headers)).status_code

    assert [await ask("J", {}), await ask("K", mine), await ask("J", mine)] == [200, 200, 503]
    assert (await fault(world, made["id"]))["hits"] == 1
    [struck] = await faulted(world, "J")
    assert (struck["kind"], struck["name"]) == ("request", "POST /hall/applications/{…}/confirmation")


@pytest.mark.parametrize(("do", "handled"), [("drop", 0), ("lose-answer", 1), ("truncate", 1)])
async def test_an_answer_that_never_comes_or_breaks_off(url: str, world: World, do: str, handled: int) -> None:
    await have(world, "http", do, {"service": "hall"}, times=1)
    headers = {"Sim-Sandbox": world.sandbox}
    async with httpx.AsyncClient(base_url=url, headers=headers) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.post("/hall/applications/J/confirmation", json={})
        assert (await client.get("/sim/faults")).status_code == 200
    await world.idle()
    assert len(await texts(world)) == handled


async def test_a_header_asks_for_one_request(world: World) -> None:
    async def ask(header: str, path: str = "/hall/applications/J/confirmation") -> httpx.Response:
        return await world.ask("POST", path, json={}, headers={"Sim-Fault": header})

    refused = await ask('reject;status=429;code=slow-down;detail="later"')
    assert (refused.status_code, refused.json()["code"]) == (429, "slow-down")
    assert (await world.ask("POST", "/hall/applications/J/confirmation", json={})).status_code == 200
    for wrong in ("reject;status=200", "explode", "reject;often=1", "delay;ms=soon"):
        assert (await ask(wrong)).status_code == 422, wrong
    assert (await ask("drop", "/sim/reset")).status_code == 200
    with pytest.raises(ConnectionResetError):
        await ask("drop")


async def test_a_request_waits(world: World) -> None:
    await have(world, "http", "delay", {"path": "/hall/*"}, ms=300, times=1)
    began = asyncio.get_running_loop().time()
    await world.confirm()
    assert asyncio.get_running_loop().time() - began >= 0.3


async def test_the_control_plane_is_never_struck(world: World) -> None:
    for at, do in (("http", "reject"), ("store", "unavailable")):
        await have(world, at, do)
    for path in ("/sim/journeys", "/sim/phones", "/sim/idle", "/livez", "/readyz", "/console"):
        assert (await world.ask("GET", path)).status_code in (200, 303), path
    assert (await world.ask("POST", "/sim/enterprises")).status_code in (201, 404)
