"""Whatever a receiver does, nobody else waits for it, and what it answered is bounded."""

import asyncio
from dataclasses import replace

import pytest
from starlette.responses import Response

from services.gateway.webhooks import sending
from services.gateway.webhooks.limits import limits
from tests.gateway.instruments.webhooks.receiver import Receiver, told_of
from tests.gateway.instruments.world import CONFIRMED, World
from tests.gateway.sockets import listening

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_who_hangs_keeps_nobody_waiting(
    world: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does who is told of a lot: each event once, under an id of its own."""
    monkeypatch.setattr(sending, "limits", lambda: replace(limits(), answer_seconds=60.0))
    hung = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await hung.wait()

    other = await world.new_sandbox()
    async with listening(hang) as nowhere:
        stuck = (await world.ask("POST", "/sim/webhooks", json={"url": nowhere})).json()["id"]
        webhook = await told_of(world, receiver)
        elsewhere = await told_of(other, receiver, events=[CONFIRMED])
        await asyncio.gather(*(one.confirm() for one in (world, other) for _ in range(20)))
        await receiver.has(80)
        assert set(receiver.ids.values()) == {1}
        told = [await world.get(f"/sim/webhooks/{one}/deliveries", limit=200) for one in (stuck, webhook["id"])]
        assert {one["state"] for one in told[0]["items"]} == {"pending"}
        events = (await world.get("/sim/events", limit=200))["items"]
        assert {one["event_id"] for one in told[1]["items"]} == {one["id"] for one in events}
        await world.ask("DELETE", f"/sim/webhooks/{stuck}")
        hung.set()
    await world.idle()
    assert (await other.get(f"/sim/webhooks/{elsewhere['id']}"))["deliveries"]["delivered"] == 20


async def test_what_drips_is_cut_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "limits", lambda: replace(limits(), answer_seconds=0.3))

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(50):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.1)

    async with listening(drip) as url:
        webhook = (await world.ask("POST", "/sim/webhooks", json={"url": url})).json()["id"]
        tried = (await world.ask("POST", f"/sim/webhooks/{webhook}/ping")).json()["tries"][0]
    assert (tried["error"], tried["answer"]["status"]) == ("timeout", 200)
    assert 300 <= tried["duration_ms"] < 2000


async def test_a_flood_of_interim_answers_is_not_heard_to_its_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(sending, "limits", lambda: replace(limits(), answer_seconds=1.5))

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 3000 + b"HTTP/1.1 204 No Content\r\n\r\n")
        await reader.read()

    async with listening(flood) as url:
        webhook = (await world.ask("POST", "/sim/webhooks", json={"url": url})).json()["id"]
        tried = (await world.ask("POST", f"/sim/webhooks/{webhook}/ping")).json()["tries"][0]
    assert (tried["error"], tried["answer"]) == ("timeout", None)


async def test_a_long_answer_is_kept_in_its_beginning(world: World, receiver: Receiver) -> None:
    receiver.answers = lambda came: Response("y" * 1_000_000, headers={"Set-Cookie": "session=planted"})
    webhook = await told_of(world, receiver)
    answer = (await world.ask("POST", f"/sim/webhooks/{webhook['id']}/ping")).json()["tries"][0]["answer"]
    assert (len(answer["body"]), answer["cut"]) == (4096, True) and "planted" not in str(answer)


async def test_what_cannot_be_written_down_is_an_answer_too(world: World, receiver: Receiver) -> None:
    receiver.answers = lambda came: Response('{"a": "\\ud800"}', media_type="application/json")
    webhook = await told_of(world, receiver)
    delivery = (await world.ask("POST", f"/sim/webhooks/{webhook['id']}/ping?timeout=5")).json()
    assert (delivery["state"], delivery["tries"][0]["answer"]["body"]) == ("delivered", '{"a": "?"}')
    assert len(receiver.came) == 1


async def test_the_log_does_not_name_the_address(world: World, caplog: pytest.LogCaptureFixture) -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"no HTTP\r\n\r\n")
        await writer.drain()

    async with listening(babble) as url:
        webhook = (await world.ask("POST", "/sim/webhooks", json={"url": f"{url}/planted"})).json()["id"]
        with caplog.at_level("INFO"):
            delivery = (await world.ask("POST", f"/sim/webhooks/{webhook}/ping")).json()
    assert delivery["tries"][0]["error"] == "broken"
    assert "could not be read" in caplog.text and "planted" not in caplog.text


async def test_what_comes_back_is_refused_or_one_would_cause_the_next(world: World, receiver: Receiver) -> None:
    webhook = await told_of(world, receiver)
    await world.ask("POST", f"/sim/webhooks/{webhook['id']}/ping")
    sent = {name: receiver.came[0].headers[name] for name in ("user-agent", "webhook-id", "webhook-signature")}
    for path in ("/sim/sandboxes", "/hall/projects", "/?Action=SendSms", "/"):
        came_back = await world.client.post(path, headers=sent, content=receiver.came[0].body)
        assert came_back.status_code == 508, path
