"""Programs outside are told of events: signed, at least once under one id, and it is to be seen what became of it."""

import asyncio
import base64
import hashlib
import hmac
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response

from services.gateway.app import create_gateway
from services.gateway.webhooks.keeping import forget
from services.gateway.webhooks.limits import limits
from shared.bus import connect_bus
from shared.bus.local import Hub
from shared.clock import real_micros
from tests.gateway.instruments.webhooks.receiver import Came, Receiver, told_of
from tests.gateway.instruments.world import CONFIRMED, PASSWORD, PUSHED, World, small_world
from tests.gateway.sockets import listening
from tests.harness import client_of, settings_in

pytestmark = pytest.mark.asyncio(loop_scope="module")


def signed(came: Came, secret: str) -> str:
    """As the standard says it."""
    text = f"{came.id}.{came.headers['webhook-timestamp']}.".encode() + came.body
    mac = hmac.digest(base64.b64decode(secret[len("whsec_") :]), text, hashlib.sha256)
    return f"v1,{base64.b64encode(mac).decode()}"


async def test_what_happens_is_told_signed_and_without_secrets(world: World, receiver: Receiver) -> None:
    await world.confirm()
    await world.idle()
    webhook = await told_of(world, receiver, events=["review.*"])
    journey = await world.confirm()
    await world.idle()
    [came] = receiver.came
    assert came.headers["webhook-signature"] == signed(came, webhook["secret"])
    event = (await world.get("/sim/events", type=PUSHED, journey=journey))["items"][0]
    assert came.event == (await world.get(f"/sim/events/{event['id']}"))["envelope"]
    assert PASSWORD.encode() not in came.body and came.event["data"]["application_id"] == journey
    [delivery] = (await world.get(f"/sim/webhooks/{webhook['id']}/deliveries"))["items"]
    assert (delivery["id"], delivery["state"], delivery["journey"]) == (came.id, "delivered", journey)
    assert delivery["body"] == came.event and delivery["tries"][0]["answer"]["status"] == 204
    assert (await world.get("/sim/webhooks"))["items"] == [
        {name: value for name, value in webhook.items() if name != "secret"}
        | {"deliveries": {"pending": 0, "retrying": 0, "delivered": 1, "dead": 0}}
    ]


async def test_retries_follow_the_sandboxs_clock_until_it_is_dead(world: World, receiver: Receiver) -> None:
    receiver.answers = lambda came: Response("not now, ask 13812345678", status_code=503)
    webhook = await told_of(world, receiver, events=[CONFIRMED])
    path = f"/sim/webhooks/{webhook['id']}/deliveries"
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    journey = await world.confirm()
    await world.idle()
    [delivery] = (await world.get(path))["items"]
    assert (delivery["state"], delivery["attempts"], delivery["tries"][0]["error"]) == ("retrying", 1, "status")
    assert "13812345678" not in str(delivery)
    [timer] = (await world.get("/sim/timers"))["items"]
    assert (timer["what"], timer["service"], timer["journey"]) == ("webhook-retry", "gateway", journey)
    assert timer["at"] == delivery["next_attempt_at"]
    moved = await world.ask("PUT", "/sim/clock", json={"advance_seconds": sum(webhook["retry_seconds"])})
    assert [one["what"] for one in moved.json()["fired"]] == ["webhook-retry"] * len(webhook["retry_seconds"])
    one = await world.get(f"{path}/{delivery['id']}")
    assert (one["state"], one["attempts"], len(one["tries"])) == ("dead", 10, 10)
    assert list(receiver.ids.values()) == [10]
    metrics = (await world.ask("GET", "/metrics")).text
    assert 'shentu_webhook_deliveries{service="gateway",state="dead"} 1.0' in metrics
    receiver.answers = lambda came: Response(status_code=200)
    answer = await world.ask("POST", f"{path}/{delivery['id']}/resend", headers={"Sim-Actor": "alice"})
    assert (answer.json()["state"], answer.json()["attempts"], list(receiver.ids.values())) == ("delivered", 11, [11])
    steps = (await world.get(f"/sim/journeys/{journey}", kind="control"))["steps"]
    assert [(step["name"], step["actor"]["account"]) for step in steps if "webhook" in step["name"]] == [
        ("webhook.resent", "alice")
    ]


async def test_idle_and_the_clock_wait_until_each_was_sent(world: World, receiver: Receiver) -> None:
    receiver.holds = asyncio.Event()
    await told_of(world, receiver, events=[CONFIRMED])
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    await world.confirm()
    await receiver.has(1)
    busy = await world.ask("GET", "/sim/idle?timeout=0.3")
    assert busy.json()["pending"] == [{"service": "gateway", "reason": "webhook", "count": 1}]
    receiver.answers = lambda came: Response(status_code=500)
    receiver.holds.set()
    await world.idle()
    receiver.holds = asyncio.Event()
    moving = asyncio.create_task(world.ask("PUT", "/sim/clock", json={"advance_seconds": 400}))
    await receiver.has(2)
    await asyncio.wait([moving], timeout=0.5)
    receiver.holds.set()
    assert len((await moving).json()["fired"]) == 2, "the second is set when the first has failed"


@pytest.mark.parametrize(
    ("asked", "pointer", "code"),
    [
        ({"url": "http://example.org/"}, "/url", "host-not-allowed"),
        ({"url": "http://a:b@127.0.0.1/"}, "/url", "url-malformed"),
        ({"url": "http://127.0.0.1/", "events": ["hall.*", "sms.nothing"]}, "/events/1", "event-type-unknown"),
        ({"url": "http://127.0.0.1/", "secret": "whsec_c2hvcnQ="}, "/secret", "secret-malformed"),
    ],
)
async def test_what_cannot_be_is_refused(world: World, asked: dict[str, Any], pointer: str, code: str) -> None:
    answer = await world.ask("POST", "/sim/webhooks", json=asked)
    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]


async def test_a_secret_is_told_once_and_kept_nowhere_to_be_read(world: World, receiver: Receiver) -> None:
    secret = (await told_of(world, receiver, secret="whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"))["secret"]
    shown = [await world.get(path) for path in ("/sim/webhooks", "/sim/controls", "/sim/requests")]
    assert "webhook.set" in str(shown) and secret not in str(shown)


async def test_a_redirect_is_not_followed(world: World, receiver: Receiver) -> None:
    receiver.answers = lambda came: Response(status_code=307, headers={"Location": receiver.url + "/elsewhere"})
    webhook = await told_of(world, receiver)
    delivery = (await world.ask("POST", f"/sim/webhooks/{webhook['id']}/ping")).json()
    assert (delivery["state"], delivery["tries"][0]["error"], len(receiver.came)) == ("dead", "redirected", 1)
    assert receiver.came[0].event["type"] == delivery["type"] == "shentu.ping"


async def test_another_sandboxs_are_not_there(world: World, receiver: Receiver) -> None:
    webhook = await told_of(world, receiver)
    other = await world.new_sandbox()
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/deliveries"), ("POST", "/ping")):
        answer = await other.ask(method, f"/sim/webhooks/{webhook['id']}{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "webhook-unknown")
    await other.confirm()
    await other.idle()
    assert receiver.came == [] and (await other.get("/sim/webhooks"))["items"] == []


async def test_a_reset_ends_it(world: World, receiver: Receiver) -> None:
    await told_of(world, receiver)
    await world.ask("POST", "/sim/reset")
    assert (await world.get("/sim/webhooks"))["items"] == []
    await world.confirm()
    await world.idle()
    assert receiver.came == []


async def test_a_copy_tells_nobody_and_the_original_goes_on(world: World, receiver: Receiver) -> None:
    receiver.answers = lambda came: Response(status_code=503)
    await told_of(world, receiver, events=[CONFIRMED])
    await world.confirm()
    await world.idle()
    await world.ask("POST", "/sim/checkpoints", json={"name": "kept"})
    answer = await world.ask("POST", "/sim/checkpoints/kept/restore", json={"into": f"{world.sandbox}-copy"})
    copy = replace(world, sandbox=answer.json()["sandbox"])
    assert (await copy.get("/sim/webhooks"))["items"] == []
    await world.gateway.webhooks.sweep()
    assert (await copy.get("/sim/timers"))["items"] == [], "nor is anything tried again there"
    await copy.confirm()
    await copy.ask("PUT", "/sim/clock", json={"advance_seconds": 3600})
    await copy.idle()
    assert len(receiver.came) == 1
    await world.ask("PUT", "/sim/clock", json={"advance_seconds": 6})
    assert (len(receiver.came), len(receiver.ids)) == (2, 1)
    await copy.ask("DELETE", f"/sim/sandboxes/{copy.sandbox}")


async def test_of_many_the_newest_are_kept(world: World, receiver: Receiver) -> None:
    webhook = await told_of(world, receiver, events=[CONFIRMED])
    journeys = [await world.confirm() for _ in range(4)]
    await world.idle()
    await world.gateway.store.core_write(forget, replace(limits(), kept=2), None, real_micros())
    found = (await world.get(f"/sim/webhooks/{webhook['id']}/deliveries"))["items"]
    assert {one["journey"] for one in found} == set(journeys[-2:])
    await world.gateway.store.core_write(forget, limits(), 0.0, real_micros())
    assert (await world.get(f"/sim/webhooks/{webhook['id']}/deliveries"))["items"] == []


async def test_a_restart_loses_nothing(tmp_path: Path, receiver: Receiver) -> None:
    """What was recorded while no gateway ran is told, what was under way is told again under its id."""
    async with small_world(tmp_path) as world:
        stuck = asyncio.Event()

        async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            stuck.set()
            await reader.read(-1)

        async with listening(hang) as url:
            webhook = await told_of(world, receiver, events=[CONFIRMED])
            await world.ask("POST", "/sim/webhooks", json={"url": url})
            journeys = [await world.confirm()]
            await receiver.has(1)
            await stuck.wait()
            await world.gateway.stop()
            async with client_of(world.services["hall"]) as hall:
                for journey in ("b", "c"):
                    answer = await hall.post(f"/hall/applications/{journey}/confirmation", json={})
                    assert answer.status_code == 200
                    journeys.append(journey)
            again = create_gateway(settings_in(tmp_path), connect_bus("local://", "gateway", Hub()), world.ways)
            stuck.clear()
            await again.start()
            try:
                await receiver.has(3)
                await stuck.wait()
                async with client_of(again) as client:
                    found = await replace(world, client=client).get(f"/sim/webhooks/{webhook['id']}/deliveries")
                    assert {one["journey"] for one in found["items"]} == set(journeys)
            finally:
                await again.stop()
    assert set(receiver.ids.values()) == {1}
