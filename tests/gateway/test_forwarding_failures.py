"""Services that are away, silent, or break off."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from services.gateway.door.limits import limits
from shared.errors import Unavailable
from tests.gateway.answers import problem
from tests.gateway.conftest import Started
from tests.gateway.echo import MEGABYTE, Echo
from tests.gateway.sockets import listening, nobody, served


async def test_nobody_there_is_503(started: Started) -> None:
    async with started() as (_, client):
        answer = await client.post("/hall/applications", json={})
    assert problem(answer) == (503, "upstream-unavailable")
    assert answer.headers["retry-after"] == "1"
    assert "hall" in answer.json()["detail"]


async def test_silence_is_504(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.gateway.upstreams.limits", lambda: replace(limits(), answer_seconds=0.3))
    async with listening(_silence) as url, started(hall_url=url) as (_, client):
        answer = await client.get("/hall/x")
    assert problem(answer) == (504, "upstream-timeout")


@pytest.mark.parametrize("words", [b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"])
async def test_no_answer_worth_the_name_is_502(started: Started, words: bytes) -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(words)
        await writer.drain()

    async with listening(say) as url, started(hall_url=url) as (_, client):
        answer = await client.post("/hall/x")
    assert problem(answer) == (502, "upstream-broken")


HALF = [b"Content-Length: 100\r\n\r\nhalf", b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"]


@pytest.mark.parametrize("head", HALF)
async def test_an_answer_that_breaks_off_breaks_off_here_too(started: Started, head: bytes) -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n" + head)
        await writer.drain()

    async with listening(say) as url, started(hall_url=url) as (_, client):
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get("/hall/x")


async def test_a_connection_that_went_stale_is_replaced(started: Started, echo: Echo) -> None:
    async with started(hall_url=(address := nobody())) as (_, client):
        for _ in range(2):
            async with served_at(echo, address):
                assert (await client.get("/hall/x")).status_code == 207


async def test_a_pooled_connection_closed_under_a_read_is_asked_again(started: Started) -> None:
    """The server takes the second request of a connection and hangs up without a word."""
    asked: list[int] = []

    async def moody(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await reader.readuntil(b"\r\n\r\n")
        asked.append(1)

    async with listening(moody) as url, started(hall_url=url) as (_, client):
        assert (await client.get("/hall/x")).text == "ok"
        assert (await client.get("/hall/x")).text == "ok"
        assert problem(await client.post("/hall/x")) == (502, "upstream-broken")  # a write may have been done
    assert asked == [1, 1]


async def test_an_upload_to_a_service_that_dies_is_502_and_does_not_hang(started: Started) -> None:
    async def die(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(100_000)

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(50):
            yield MEGABYTE

    async with listening(die) as url, started(hall_url=url) as (_, client):
        answer = await client.post("/hall/applications/1/materials/M01/files", content=chunks())
    assert problem(answer) == (502, "upstream-broken")


async def test_a_database_that_comes_back_in_the_midst_makes_no_sandbox_unknown(
    started: Started, echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This request's look at the registry was in vain; for others it answers again."""

    async def in_vain(sandbox: str) -> int | None:
        raise Unavailable

    async with started({"hall": echo}) as (gateway, client):
        monkeypatch.setattr(gateway.store, "life", in_vain)
        assert gateway.store.ready
        assert (await client.get("/hall/x", headers={"Sim-Sandbox": "ours"})).status_code == 207


async def test_readiness_names_who_is_missing(started: Started, echo: Echo) -> None:
    async def ready(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b'{"status": "ready"}'})

    async with started({"hall": ready, "review": ready}) as (_, client):
        answer = await client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["waiting_for"] == ["sms"]
    async with started({"hall": ready, "review": ready, "sms": ready}) as (_, client):
        assert (await client.get("/readyz")).status_code == 200


async def _silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


@asynccontextmanager
async def served_at(app: Any, address: str) -> AsyncIterator[None]:
    async with served(app, port=int(address.rsplit(":", 1)[1])):
        yield
