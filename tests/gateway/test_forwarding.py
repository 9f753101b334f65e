"""Forwarding, in the process and over HTTP alike: nothing is lost, added or held back on the way."""

import asyncio
import hashlib
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from shared.sandbox import FIRST
from tests.gateway.conftest import Started
from tests.gateway.echo import MEGABYTE, Echo
from tests.gateway.sockets import served


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
        "Authorization": "Bearer t", "Idempotency-Key": "k", "Cookie": "c=1", "Sim-Sandbox": "default",
        "X-Request-Id": "chosen-by-the-client", "Shentu-Internal": "guess", "Shentu-Life": "default 9",
        "Accept-Language": "en",
    }  # fmt: skip
    answer = await through.get("/hall/x", headers=sent)
    told = dict(answer.json()["headers"])
    assert told["authorization"] == "Bearer t"
    assert told["idempotency-key"] == "k"
    assert told["cookie"] == "c=1"
    assert told["sim-sandbox"] == "default"
    assert "shentu-internal" not in told
    lives = [value for name, value in answer.json()["headers"] if name == "shentu-life"]
    assert len(lives) == 1 and lives[0].startswith(f"default {FIRST} "), "the gateway tells it, and nobody else"
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
