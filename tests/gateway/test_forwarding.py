"""Forwarding, in the process and over HTTP alike: nothing is lost, added or held back on the way."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from services.gateway.door.limits import limits
from tests.gateway.conftest import Started
from tests.gateway.sockets import listening, nobody, served

MEGABYTE = b"x" * 1_000_000


class Echo:
    """A service that tells what it was asked, and keeps what it heard."""

    def __init__(self) -> None:
        self.chunks: list[int] = []
        self.disconnected = asyncio.Event()
        self.go_on = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].endswith("/stream"):
            await self._stream(receive, send)
        elif scope["path"].endswith("/hang"):
            await self._hang(receive)
        else:
            await self._tell(scope, receive, send)

    async def _tell(self, scope: Scope, receive: Receive, send: Send) -> None:
        digest, size, more = hashlib.sha256(), 0, True
        while more:
            message = await receive()
            digest.update(message.get("body", b""))
            size += len(message.get("body", b""))
            self.chunks.append(len(message.get("body", b"")))
            more = message.get("more_body", False)
        told = {
            "method": scope["method"], "path": scope["raw_path"].decode(), "query": scope["query_string"].decode(),
            "headers": [[name.decode(), value.decode("latin-1")] for name, value in scope["headers"]],
            "size": size, "sha256": digest.hexdigest(),
        }  # fmt: skip
        headers = [(b"x-kept", b"1"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
        await send({"type": "http.response.start", "status": 207, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(told).encode()})

    async def _stream(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"first", "more_body": True})
        await self.go_on.wait()
        await send({"type": "http.response.body", "body": b"last"})

    async def _hang(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.disconnected.set()


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture(params=["in-process", "http"])
async def through(request: pytest.FixtureRequest, started: Started, echo: Echo) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a gateway that has the echo as its hall, near or far."""
    if request.param == "in-process":
        async with started({"hall": echo}) as (_, client):
            yield client
    else:
        async with served(echo) as url, started(hall_url=url) as (_, client):
            yield client


async def test_method_path_query_and_status_arrive_as_they_are(through: httpx.AsyncClient) -> None:
    answer = await through.request("PATCH", "/hall/a%2Fb/%E5%AE%A1?q=%20a+b&q=2&empty=")
    told = answer.json()
    assert answer.status_code == 207
    assert told["method"] == "PATCH"
    assert told["path"] == "/hall/a%2Fb/%E5%AE%A1"
    assert told["query"] == "q=%20a+b&q=2&empty="


async def test_headers_pass_but_for_those_of_the_connection(through: httpx.AsyncClient) -> None:
    sent = {
        "Authorization": "Bearer t", "Idempotency-Key": "k", "Cookie": "c=1", "Sim-Sandbox": "s",
        "X-Request-Id": "chosen-by-the-client", "Shentu-Internal": "guess", "Accept-Language": "en",
    }  # fmt: skip
    answer = await through.get("/hall/x", headers=sent)
    told = dict(answer.json()["headers"])
    assert told["authorization"] == "Bearer t"
    assert told["idempotency-key"] == "k"
    assert told["cookie"] == "c=1"
    assert told["sim-sandbox"] == "s"
    assert "shentu-internal" not in told
    assert told["x-request-id"] == answer.headers["x-request-id"] != "chosen-by-the-client"
    assert answer.headers["x-kept"] == "1"
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert len(answer.headers.get_list("date")) == 1


async def test_hop_by_hop_headers_stay_here(started: Started, echo: Echo) -> None:
    async with served(echo) as url, started(hall_url=url) as (_, client):
        sent = {"Connection": "keep-alive, X-Mine", "X-Mine": "1", "TE": "trailers"}
        answer = await client.get("/hall/x", headers=sent)
    told = dict(answer.json()["headers"])
    assert "x-mine" not in told
    assert "te" not in told
    assert told["host"] == told["x-forwarded-host"] == str(client.base_url.netloc, "ascii")
    assert told["x-forwarded-for"] == "127.0.0.1"
    assert told["x-forwarded-proto"] == "http"
    assert "user-agent" in told


async def test_the_client_is_not_given_words_it_did_not_say(through: httpx.AsyncClient) -> None:
    request = through.build_request("GET", "/hall/x")
    for name in ("user-agent", "accept", "accept-encoding"):
        del request.headers[name]
    told = {name for name, _ in (await through.send(request)).json()["headers"]}
    assert not told & {"user-agent", "accept", "accept-encoding", "content-type", "content-length"}


@pytest.mark.parametrize("declared", [True, False])
async def test_a_large_body_streams_through(through: httpx.AsyncClient, echo: Echo, declared: bool) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield MEGABYTE

    headers = {"Content-Length": "20000000"} if declared else {}
    path = "/hall/applications/1/materials/M01/files"
    answer = await through.post(path, content=chunks(), headers=headers)
    told = answer.json()
    assert told["size"] == 20_000_000
    assert told["sha256"] == hashlib.sha256(MEGABYTE * 20).hexdigest()
    assert max(echo.chunks) < 2_000_000, "the body was gathered on the way"


async def test_an_answer_streams_as_it_comes(through: httpx.AsyncClient, echo: Echo) -> None:
    async with through.stream("GET", "/hall/stream") as answer:
        pieces = answer.aiter_raw()
        assert await anext(pieces) == b"first"
        echo.go_on.set()
        assert await anext(pieces) == b"last"


async def test_a_client_that_hangs_up_is_told_to_the_service(through: httpx.AsyncClient, echo: Echo) -> None:
    with pytest.raises(httpx.ReadTimeout):
        await through.get("/hall/hang", timeout=0.4)
    async with asyncio.timeout(3):
        await echo.disconnected.wait()


async def test_answers_without_a_body(started: Started) -> None:
    async def bare(scope: Scope, receive: Receive, send: Send) -> None:
        status = 204 if scope["method"] == "DELETE" else 200
        headers = [] if status == 204 else [(b"content-length", b"5")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if status == 204 else b"words"})

    async with served(bare) as url, started(hall_url=url) as (_, client):
        head = await client.head("/hall/x")
        assert (head.status_code, head.headers["content-length"], head.content) == (200, "5", b"")
        gone = await client.delete("/hall/x")
        assert (gone.status_code, gone.content) == (204, b"")
        assert (await client.get("/hall/x")).text == "words"


async def test_a_client_may_ask_before_it_sends(through: httpx.AsyncClient) -> None:
    """curl does, with bodies of more than a megabyte: Expect: 100-continue."""
    reader, writer = await asyncio.open_connection(through.base_url.host, through.base_url.port)
    writer.write(b"POST /hall/x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
    async with asyncio.timeout(5):
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 100")
        writer.write(b"body")
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 207")
    writer.close()


async def test_encoded_answers_stay_encoded(started: Started) -> None:
    async def gzipped(scope: Scope, receive: Receive, send: Send) -> None:
        import gzip

        headers = [(b"content-encoding", b"gzip")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": gzip.compress(b"words")})

    async with served(gzipped) as url, started(hall_url=url) as (_, client):
        answer = await client.get("/hall/x")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == "words"


# Services that are away, silent, or break off.


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


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["sim-notice"] == "simulated"
    return answer.status_code, answer.json()["code"]


async def _silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


@asynccontextmanager
async def served_at(app: Any, address: str) -> AsyncIterator[None]:
    async with served(app, port=int(address.rsplit(":", 1)[1])):
        yield
