"""The server waits: no sleep, no poll, and a timeout says what did happen."""

import asyncio
import time

import pytest

from services.sms.actions.send_message import send_message
from services.sms.lookups.texts_on_phone import PAGE
from shared.context import Context
from shared.store import Transaction
from tests import within
from tests.gateway.instruments.world import CONFIRMED, PHONE, PUSHED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_event_that_happened_already_comes_at_once(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    event = await world.get("/sim/wait", journey=journey, event=PUSHED, timeout=0)
    assert (event["type"], event["journey"], event["publisher"]) == (PUSHED, journey, "review")
    assert event["envelope"]["data"]["account"] == "91410100MA9XXXX118"


async def test_waiting_first_takes_milliseconds_not_timers(world: World) -> None:
    journeys = [f"J-{n}" for n in range(20)]
    took = []
    for journey in journeys:
        waiting = asyncio.create_task(world.get("/sim/wait", journey=journey, event="sms.message.delivered"))
        await asyncio.sleep(0.01)
        started = time.perf_counter()
        await world.confirm(journey)
        event = await waiting
        took.append(time.perf_counter() - started)
        assert event["journey"] == journey
    assert min(took) < 0.5, took  # the sweep, once a second, would show in each of them


async def test_handled_means_by_every_consumer(world: World) -> None:
    world.weather.failures = 2
    journey = await world.confirm()
    event = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="handled", timeout=10)
    assert event["status"] == "handled"
    (delivery,) = event["deliveries"]
    assert (delivery["consumer"], delivery["attempts"]) == ("review", 3)
    assert [one["status"] for one in delivery["tries"]] == ["failed", "failed", "handled"]
    assert "OSError" in delivery["tries"][0]["error"]


async def test_waiting_for_a_retry_to_show(world: World) -> None:
    world.weather.failures = -1
    journey = await world.confirm()
    event = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    assert event["status"] == "retrying"
    assert event["deliveries"][0]["next_attempt_at"]


async def test_a_timeout_tells_the_story_and_where_it_stopped(world: World) -> None:
    world.weather.failures = -1
    journey = await world.confirm()
    answer = await world.ask("GET", "/sim/wait", params={"journey": journey, "event": PUSHED, "timeout": 0.3})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (408, "wait-timeout")
    assert "hall.application.confirmed → 省图审平台 等待重试" in problem["detail"]
    assert {step["kind"] for step in problem["steps"]} == {"request", "state", "event", "delivery"}
    (pending,) = problem["pending"]
    assert pending["type"] == CONFIRMED and "OSError" in pending["deliveries"][0]["last_error"]
    english = await world.ask(
        "GET", f"/sim/wait?journey={journey}&event={PUSHED}&timeout=0", headers={"Accept-Language": "en"}
    )
    assert english.json()["detail"].startswith("review.project.pushed (emitted) did not happen")


async def test_after_asks_for_the_next_one(world: World) -> None:
    journey = await world.confirm()
    first = await world.get("/sim/wait", journey=journey, event=CONFIRMED)
    waiting = asyncio.create_task(world.get("/sim/wait", event=CONFIRMED, after=first["id"]))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    other = await world.confirm()
    assert (await waiting)["journey"] == other


async def test_an_unknown_type_is_told_at_once(world: World) -> None:
    answer = await world.ask("GET", "/sim/wait?event=review.project.psuhed")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == ("/query/event", "event-type-unknown")
    assert PUSHED in error["detail"]


async def test_other_sandboxes_do_not_count(world: World) -> None:
    other = await world.new_sandbox()
    journey = await world.confirm()
    assert (await other.ask("GET", f"/sim/wait?journey={journey}&timeout=0.1")).status_code == 408
    assert (await world.ask("GET", f"/sim/wait?journey={journey}&timeout=0.1")).status_code == 200


async def test_who_hangs_up_is_not_waited_for(world: World) -> None:
    """The server tells of a closed connection with `http.disconnect`; the waiting ends with it."""
    hung_up = asyncio.Event()
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        if not hung_up.is_set():
            hung_up.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.sleep(0.05)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": "/sim/wait", "raw_path": b"/sim/wait", "query_string": b"journey=nobody&timeout=60", "root_path": "",
        "headers": [(b"host", b"x")], "client": ("127.0.0.1", 1), "server": ("x", 80), "state": {},
    }  # fmt: skip
    async with asyncio.timeout(5):
        await world.gateway.app(scope, receive, send)  # type: ignore[arg-type]


async def test_a_stop_does_not_wait_for_those_who_wait(own_world: World) -> None:
    waiting = asyncio.create_task(own_world.ask("GET", "/sim/wait?journey=nobody&timeout=60"))
    await asyncio.sleep(0.1)
    async with asyncio.timeout(5):
        await own_world.gateway.stop()
    assert (await waiting).status_code == 503


async def test_a_phone_is_waited_for(world: World) -> None:
    waiting = asyncio.create_task(world.get(f"/sim/phones/{PHONE}/messages", wait=10))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await world.confirm(with_code=True)
    (code,) = (await waiting)["items"]
    assert code["vars"]["code"] in code["text"]
    waiting = asyncio.create_task(world.get(f"/sim/phones/{PHONE}/messages", wait=10, after=code["id"]))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await world.confirm()
    (account,) = (await waiting)["items"]
    assert account["vars"]["initial_password"] in account["text"]
    both = (await world.get(f"/sim/phones/{PHONE}/messages"))["items"]
    assert [one["id"] for one in both] == [code["id"], account["id"]]
    only = (await world.get(f"/sim/phones/{PHONE}/messages", template="account-created"))["items"]
    assert [one["id"] for one in only] == [account["id"]]
    assert (await world.get("/sim/phones/13800009999/messages", wait=0.1))["items"] == []


async def test_a_phone_shows_what_reached_it(world: World) -> None:
    """S17: the text may fail though the project is there."""
    journey = await world.confirm(phone="13800000404")
    failed = await world.get("/sim/wait", journey=journey, event="sms.message.failed")
    assert failed["envelope"]["data"]["report_code"] == "MK:0001"
    assert (await world.get("/sim/phones/13800000404/messages"))["items"] == []
    assert len((await world.get("/sms/messages", to="13800000404"))["items"]) == 1


async def test_a_phone_shows_all_its_texts(world: World) -> None:
    """However many the message service tells at once."""

    def fill(tx: Transaction) -> None:
        for number in range(PAGE + 5):
            values = {"project_name": str(number), "project_code": "c", "account": "a"}
            send_message(tx, "T4", PHONE, values, limited=False)

    await within.write(world.services["sms"].store, Context(sandbox=world.sandbox), fill)
    texts = (await world.get(f"/sim/phones/{PHONE}/messages"))["items"]
    assert [text["vars"]["project_name"] for text in texts] == [str(number) for number in range(PAGE + 5)]


WAITING = {
    "wait": "/sim/wait?journey=nobody&timeout=50",
    "idle": "/sim/idle?timeout=50",
    "phone": f"/sim/phones/{PHONE}/messages?wait=50",
}


@pytest.mark.parametrize("waits", WAITING)
async def test_who_waits_is_told_that_the_sandbox_is_gone(world: World, waits: str) -> None:
    there = await _busy(world)
    waiting = asyncio.create_task(there.ask("GET", WAITING[waits]))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    assert (await world.ask("DELETE", f"/sim/sandboxes/{there.sandbox}")).status_code == 200
    answer = await waiting
    assert (answer.status_code, answer.json()["code"]) == (404, "sandbox-unknown")


@pytest.mark.parametrize("waits", WAITING)
async def test_who_waits_is_told_that_the_sandbox_was_reset(world: World, waits: str) -> None:
    """Not that it is idle now, or that nothing came."""
    there = await _busy(world)
    waiting = asyncio.create_task(there.ask("GET", WAITING[waits]))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    assert (await there.ask("POST", "/sim/reset")).status_code == 200
    answer = await waiting
    assert (answer.status_code, answer.json()["code"]) == (409, "sandbox-reset")
    assert there.sandbox in answer.json()["detail"]
    assert (await there.ask("GET", "/sim/idle")).status_code == 200


async def _busy(world: World) -> World:
    """A sandbox in which something is in flight, on another phone."""
    there = await world.new_sandbox()
    await there.ask("PUT", "/sim/clock", json={"freeze": True})
    world.weather.failures = -1
    journey = await there.confirm(phone="13800000077")
    await there.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    return there


async def test_a_text_is_waited_for_by_its_templates_name_id_or_both_and_by_its_phone(world: World) -> None:
    journey = await world.confirm()
    for query in (
        {"message": "T3"}, {"message": "account-created"}, {"message": "T3 account-created"}, {"phone": PHONE},
        {"message": "T3", "phone": PHONE, "where": "/data/report_code:DELIVRD"},
    ):  # fmt: skip
        event = await world.get("/sim/wait", journey=journey, **query)
        assert (event["type"], event["journey"]) == ("sms.message.delivered", journey), query
        assert event["envelope"]["data"]["to_phone"] == "138****0001"
    other = await world.ask("GET", "/sim/wait", params={"message": "T3", "phone": "13900000009", "timeout": 0})
    assert (other.status_code, "139****0009" in other.json()["detail"]) == (408, True)
    unknown = await world.ask("GET", "/sim/wait", params={"message": "T99"})
    assert unknown.status_code == 422 and "T3 account-created" in unknown.json()["errors"][0]["detail"]


async def test_a_state_is_waited_for_in_its_journey(world: World) -> None:
    journey = await world.confirm()
    step = await world.get("/sim/wait", journey=journey, state="city-project:pushed")
    assert (step["kind"], step["service"], step["status"]) == ("state", "review", "pushed")
    never = await world.ask("GET", "/sim/wait", params={"journey": journey, "state": "project:submitted", "timeout": 0})
    assert never.status_code == 408 and "project:submitted" in never.json()["detail"]
    for nonsense in ("state=application:confirmed", f"journey={journey}&state=confirmed",
                     f"journey={journey}&state=a:b&event={PUSHED}", f"message=T3&event={PUSHED}"):  # fmt: skip
        assert (await world.ask("GET", f"/sim/wait?{nonsense}")).status_code == 422, nonsense


async def test_an_event_is_waited_for_by_what_stands_in_it(world: World) -> None:
    journey = await world.confirm()
    found = await world.get("/sim/wait", event=CONFIRMED, where=[f"/journey:{journey}", "/data/scenario:buildings"])
    assert found["journey"] == journey
    none = await world.ask("GET", "/sim/wait", params={"event": CONFIRMED, "where": "/data/scenario:x", "timeout": 0})
    assert none.status_code == 408 and "/data/scenario:x" in none.json()["detail"]
