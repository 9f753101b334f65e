"""What clients send on the wire: offers to upgrade, trailers, half requests, and what is no request at all."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from services.gateway.app import Gateway, create_gateway
from shared.bus.local import Hub, LocalBus
from shared.server.protocol import Patience
from tests.gateway.echo import Echo
from tests.gateway.sockets import served
from tests.gateway.test_request_journal import noted
from tests.gateway.wire import Wire, wire
from tests.harness import settings_in

HASTY = Patience(head_seconds=0.2, body_seconds=0.2, head_bytes=40_000)
FILES = "POST /hall/applications/1/materials/M01/files HTTP/1.1"


@asynccontextmanager
async def gateway(
    folder: Path, hall: Echo, patience: Patience, **settings: object
) -> AsyncIterator[tuple[Gateway, str]]:
    made = create_gateway(settings_in(folder, **settings), LocalBus(Hub(), "gateway"), {"hall": hall})
    await made.start()
    try:
        async with served(made.app, patience=patience) as address:
            yield made, address
    finally:
        await made.stop()


@pytest.fixture
async def url(tmp_path: Path, echo: Echo) -> AsyncIterator[str]:
    """A gateway with the usual patience, and the echo as its hall."""
    async with gateway(tmp_path, echo, Patience()) as (_, address):
        yield address


@pytest.fixture
async def hasty(tmp_path: Path, echo: Echo) -> AsyncIterator[tuple[Gateway, str]]:
    """The same, which waits a fifth of a second only."""
    async with gateway(tmp_path, echo, HASTY) as made:
        yield made


JAVA = (
    "Connection: Upgrade, HTTP2-Settings",
    "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
    "Upgrade: h2c",
)
PAGE = ("Connection: keep-alive, Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: eA==")
TLS = ("Connection: upgrade", "Upgrade: TLS/1.0, HTTP/2.0")


@pytest.mark.parametrize("offer", [JAVA, PAGE, TLS])
async def test_an_offer_to_upgrade_is_ignored(url: str, offer: tuple[str, ...]) -> None:
    """And what comes behind it is the body, and the next request on the same connection."""
    async with wire(url) as line:
        await line.send("POST /hall/x HTTP/1.1", "Host: a", *offer, "Content-Length: 5", body=b"whole")
        assert (await line.answer()).json["size"] == 5
        chunked = b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
        await line.send("PUT /hall/x HTTP/1.1", "Host: a", *offer, "Transfer-Encoding: chunked", body=chunked)
        assert (await line.answer()).json["size"] == 7
        await line.send("GET /hall/y HTTP/1.1", "Host: a", *offer)
        assert (await line.answer()).json["path"] == "/hall/y"
        await line.send("GET /livez HTTP/1.1", "Host: a")
        assert (await line.answer()).status == 200


async def test_an_offer_and_its_body_may_come_in_pieces(url: str) -> None:
    async with wire(url) as line:
        for byte in (
            b"POST /hall/x HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nContent-Length: 5\r\n\r\nwhole"
        ):
            await line.send_raw(bytes([byte]))
        assert (await line.answer()).json["size"] == 5


async def test_requests_that_follow_one_another_at_once_are_each_answered(url: str) -> None:
    offered = "\r\n".join(["POST /hall/{} HTTP/1.1", "Host: a", *JAVA, "Content-Length: 2", "", "ab"])
    async with wire(url) as line:
        await line.send_raw("".join(offered.format(number) for number in range(3)).encode())
        for number in range(3):
            assert (await line.answer()).json["path"] == f"/hall/{number}"


async def test_a_trailer_is_no_header(url: str) -> None:
    body = b"3\r\nabc\r\n0\r\nSim-Sandbox: elsewhere\r\nAuthorization: Bearer x\r\n\r\n"
    async with wire(url) as line:
        await line.send("POST /hall/x HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", body=body)
        told = (await line.answer()).json
        assert told["size"] == 3 and "authorization" not in dict(told["headers"])


@pytest.mark.parametrize("before", [b"3\r\nabc\r\n0\r\nX-Long: ", b"3\r\nabc\r\n0\r\n", b"3;x="])
async def test_what_stands_around_a_body_ends_some_time(hasty: tuple[Gateway, str], before: bytes) -> None:
    """The parser gathers a trailer until it is whole: a long one cost everybody seconds."""
    async with wire(hasty[1]) as line:
        await line.send("POST /hall/x HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", body=before)
        await line.send_raw(b"a" * 300_000)
        assert (await line.answer()).code == "headers-too-large"


async def test_a_body_in_tiny_pieces_may_be_larger_than_a_head(hasty: tuple[Gateway, str]) -> None:
    async with wire(hasty[1]) as line:
        tiny = b"1\r\na\r\n" * 20_000 + b"0\r\nX: y\r\n\r\n"
        await line.send("POST /hall/x HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", body=tiny)
        assert (await line.answer()).json["size"] == 20_000


async def test_blanks_around_a_header_are_not_its_own(url: str) -> None:
    async with wire(url) as line:
        await line.send("GET /hall/x HTTP/1.1", "Host: a", "Authorization: \t Bearer x \t ")
        assert dict((await line.answer()).json["headers"])["authorization"] == "Bearer x"


@pytest.mark.parametrize("sent", [b"GET / HT", b"GET /livez HTTP/1.1\r\nHost: a\r\nX-Half:", b"\r\n"])
async def test_a_head_that_does_not_come_is_408(
    hasty: tuple[Gateway, str], caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    with caplog.at_level(logging.WARNING):
        async with wire(hasty[1]) as line:
            await line.send_raw(sent)
            answer = await line.answer()
            assert (answer.status, answer.code, answer.headers["connection"]) == (408, "head-timeout", "close")
            assert await line.rest() == b""
    assert "head-timeout" in caplog.text


async def test_a_connection_nobody_uses_is_closed_without_a_word_in_the_log(
    hasty: tuple[Gateway, str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        async with wire(hasty[1]) as line:
            assert (await line.answer()).code == "head-timeout"
            assert await line.rest() == b""
    assert "head-timeout" not in caplog.text


async def test_a_slow_head_is_408_however_often_a_byte_comes(hasty: tuple[Gateway, str]) -> None:
    async def drip(line: Wire) -> None:
        with suppress(ConnectionError):
            while True:
                await line.send_raw(b"X")
                await asyncio.sleep(0.02)

    async with wire(hasty[1]) as line:
        await line.send_raw(b"GET /livez HTTP/1.1\r\nHost: a\r\nX")
        dripping = asyncio.create_task(drip(line))
        assert (await line.answer()).code == "head-timeout"
        dripping.cancel()


async def test_a_second_head_on_a_kept_connection_has_to_come_too(hasty: tuple[Gateway, str]) -> None:
    async with wire(hasty[1]) as line:
        await line.send("GET /livez HTTP/1.1", "Host: a")
        assert (await line.answer()).status == 200
        await line.send_raw(b"GET /livez HTTP/1.1\r\nHo")
        assert (await line.answer()).code == "head-timeout"


@pytest.mark.parametrize("framing", ["Content-Length: 10", "Transfer-Encoding: chunked"])
@pytest.mark.parametrize("place", [FILES, "POST /portal/login HTTP/1.1"])
async def test_a_body_that_stops_coming_is_408_and_noted(
    hasty: tuple[Gateway, str], caplog: pytest.LogCaptureFixture, framing: str, place: str
) -> None:
    made, address = hasty
    with caplog.at_level(logging.WARNING):
        async with wire(address) as line:
            await line.send(
                place, "Host: a", "Accept-Language: en", "Content-Type: application/json", framing, body=b"2\r\nab\r\n"
            )
            answer = await line.answer()
            assert (answer.status, answer.code) == (408, "body-timeout")
            assert answer.json["detail"].startswith("Nothing more of the request body came for 0.2 s")
            assert await line.rest() == b""
    assert "body-timeout" in caplog.text
    [step] = await noted(made)
    assert (step["status"], json.loads(step["detail"])["problem"]) == ("408", "body-timeout")


async def test_a_body_that_keeps_coming_may_take_longer(hasty: tuple[Gateway, str]) -> None:
    async with wire(hasty[1]) as line:
        await line.send("POST /hall/x HTTP/1.1", "Host: a", "Content-Length: 20")
        for _ in range(20):
            await line.send_raw(b"x")
            await asyncio.sleep(0.03)
        assert (await line.answer()).json["size"] == 20


async def test_who_waits_for_our_answer_is_not_hurried(hasty: tuple[Gateway, str], echo: Echo) -> None:
    async with wire(hasty[1]) as line:
        await line.send("GET /hall/stream HTTP/1.1", "Host: a")
        await line.send_raw(b"GET /li")
        await asyncio.sleep(0.5)
        echo.go_on.set()
        assert (await line.answer()).body == b"firstlast"
        await line.send_raw(b"vez HTTP/1.1\r\nHost: a\r\n\r\n")
        assert (await line.answer()).status == 200


async def test_a_body_that_was_refused_early_has_to_end_too(hasty: tuple[Gateway, str]) -> None:
    async with wire(hasty[1]) as line:
        await line.send("POST /nowhere HTTP/1.1", "Host: a", "Content-Length: 10", body=b"x")
        assert (await line.answer()).code == "not-found"
        assert await line.rest() == b""


NOT_HTTP = [
    b"hello\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET / HTTP/9.9\r\n\r\n",
    b"BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /hall/项目 HTTP/1.1\r\nHost: a\r\n\r\n".encode(),
    b"GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
]


@pytest.mark.parametrize("sent", NOT_HTTP)
async def test_what_is_no_request_is_a_problem(url: str, caplog: pytest.LogCaptureFixture, sent: bytes) -> None:
    with caplog.at_level(logging.WARNING):
        async with wire(url) as line:
            await line.send_raw(sent)
            answer = await line.answer()
            assert (answer.status, answer.code, answer.headers["connection"]) == (400, "http-malformed", "close")
            assert await line.rest() == b""
    assert "http-malformed" in caplog.text


async def test_nonsense_on_a_kept_connection_is_a_problem(url: str) -> None:
    for nonsense in (b"\x00\x01\x02", b"hello there\r\n\r\n"):
        async with wire(url) as line:
            await line.send("GET /livez HTTP/1.1", "Host: a")
            assert (await line.answer()).status == 200
            await line.send_raw(nonsense)
            assert (await line.answer()).code == "http-malformed"


async def test_many_offers_in_one_piece_are_many_requests(url: str) -> None:
    offer = b"GET /livez HTTP/1.1\r\nHost:a\r\nConnection:upgrade\r\nUpgrade:x\r\n\r\n"
    async with wire(url) as line:
        await line.send_raw(offer * 1_100)
        for _ in range(1_100):
            assert (await line.answer()).status == 200


async def test_a_broken_chunk_is_a_problem_and_noted(hasty: tuple[Gateway, str]) -> None:
    made, address = hasty
    async with wire(address) as line:
        await line.send("POST /hall/x HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", body=b"2\r\nab\r\n")
        await line.send_raw(b"zz\r\n")
        assert (await line.answer()).code == "http-malformed"
    async with asyncio.timeout(20):
        while not (steps := await noted(made)):  # noqa: ASYNC110  (the answer is on the wire before the door has noted it)
            await asyncio.sleep(0.01)
    [step] = steps
    assert (step["status"], json.loads(step["detail"])["problem"]) == ("400", "http-malformed")


async def test_nonsense_behind_a_request_does_not_reach_into_its_answer(url: str, echo: Echo) -> None:
    async with wire(url) as line:
        await line.send("GET /hall/stream HTTP/1.1", "Host: a", body=b"\x00nonsense")
        await asyncio.sleep(0.05)
        echo.go_on.set()
        assert (await line.answer()).body == b"firstlast"
        assert await line.rest() == b""


async def test_an_endless_address_is_414(hasty: tuple[Gateway, str]) -> None:
    async with wire(hasty[1]) as line:
        await line.send_raw(b"GET /")
        with suppress(ConnectionError):
            for _ in range(200):
                await line.send_raw(b"x" * 1_000)
        answer = await line.answer()
        assert (answer.status, answer.code) == (414, "address-too-long")


async def test_an_endless_head_is_431(hasty: tuple[Gateway, str]) -> None:
    async with wire(hasty[1]) as line:
        await line.send_raw(b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
        with suppress(ConnectionError):
            for _ in range(200):
                await line.send_raw(b"x" * 1_000)
        answer = await line.answer()
        assert (answer.status, answer.code) == (431, "headers-too-large")


async def test_a_target_may_be_the_whole_address_or_none(url: str) -> None:
    async with wire(url) as line:
        await line.send("GET http://a:80/hall/x?q=1 HTTP/1.1", "Host: a")
        told = (await line.answer()).json
        assert (told["path"], told["query"]) == ("/hall/x", "q=1")
        await line.send("GET http://a HTTP/1.1", "Host: a")
        assert (await line.answer()).status == 200
        await line.send("OPTIONS * HTTP/1.1", "Host: a")
        answer = await line.answer()
        assert answer.status == 204 and "PATCH" in answer.headers["allow"]
        await line.send("GET * HTTP/1.1", "Host: a")
        assert (await line.answer()).code == "not-found"
        await line.send("CONNECT a:443 HTTP/1.1", "Host: a")
        assert (await line.answer()).code == "method-not-allowed"
        await line.send("GET /livez HTTP/1.1", "Host: a")
        assert (await line.answer()).status == 200


async def test_host_is_asked_for(url: str) -> None:
    async with wire(url) as line:
        await line.send("GET /livez HTTP/1.1")
        answer = await line.answer()
        assert (answer.status, answer.code) == (400, "host-missing")
        await line.send("GET /livez HTTP/1.0")
        assert (await line.answer()).status == 200


@pytest.mark.parametrize(
    "name", ["Sim-Sandbox", "Authorization", "Idempotency-Key", "Sim-Token", "Content-Type", "Host"]
)
@pytest.mark.parametrize("path", ["/hall/x", "/portal/account", "/sim/sandboxes"])
async def test_a_header_with_one_meaning_comes_once(url: str, name: str, path: str) -> None:
    async with wire(url) as line:
        await line.send(f"GET {path} HTTP/1.1", "Host: a", f"{name}: a", f"{name.lower()}: b")
        answer = await line.answer()
        assert (answer.status, answer.code) == (400, "header-repeated")
        assert name in answer.json["detail"]


async def test_a_repeated_sandbox_is_noted_in_neither(url: str) -> None:
    async with wire(url) as line:
        await line.send("GET /hall/x HTTP/1.1", "Host: a", "Sim-Sandbox: one", "Sim-Sandbox: other")
        assert (await line.answer()).headers["sim-sandbox"] == "default"


async def test_a_repeated_sandbox_counts_for_the_client(tmp_path: Path, echo: Echo) -> None:
    async with gateway(tmp_path, echo, Patience(), rate_limit=2) as (_, address), wire(address) as line:
        codes = set()
        for number in range(40):
            await line.send("GET /hall/x HTTP/1.1", "Host: a", f"Sim-Sandbox: s{number}", f"Sim-Sandbox: t{number}")
            codes.add((await line.answer()).code)
        assert codes == {"header-repeated", "rate-limited"}
