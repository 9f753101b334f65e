"""What the front door refuses by itself, and what it lets pass."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from services.gateway.door.rate_limit import RateLimit
from tests.gateway.answers import problem
from tests.gateway.conftest import Started
from tests.gateway.echo import Echo
from tests.gateway.sockets import served

FILES = "/hall/applications/1/materials/M01/files"


@pytest.fixture(params=["in-process", "http"])
async def small(request: pytest.FixtureRequest, started: Started) -> AsyncIterator[httpx.AsyncClient]:
    """Bodies of 1,000 bytes at most, uploads of 50,000."""
    sizes = {"body_limit": 1_000, "upload_limit": 50_000}
    echo = Echo()
    if request.param == "in-process":
        async with started({"hall": echo}, **sizes) as (_, client):
            yield client
    else:
        async with served(echo) as url, started(hall_url=url, **sizes) as (_, client):
            yield client


async def chunks(total: int) -> AsyncIterator[bytes]:
    for _ in range(total // 500):
        yield b"x" * 500


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [("/hall/x", 1_000, 207), ("/hall/x", 1_500, 413), (FILES, 50_000, 207), (FILES, 50_500, 413),
     ("/portal/login", 1_500, 413)],
)  # fmt: skip
@pytest.mark.parametrize("declared", [True, False])
async def test_bodies_are_limited_by_what_is_done_there(
    small: httpx.AsyncClient, path: str, size: int, status: int, declared: bool
) -> None:
    headers = {"Content-Length": str(size)} if declared else {}
    answer = await small.post(path, content=chunks(size), headers=headers)
    assert answer.status_code == status
    if status == 413:
        assert problem(answer) == (413, "body-too-large")


@pytest.mark.parametrize("path", ["/internal", "/internal/sandboxes", "/%69nternal/sandboxes", "/hall/../internal/x"])
async def test_the_inner_doors_are_for_nobody_outside(started: Started, path: str) -> None:
    async with started() as (_, client):
        request = client.build_request("GET", "/")
        request.url = request.url.copy_with(raw_path=path.encode())
        answer = await client.send(request)
    assert answer.status_code in (404, 503)  # forwarded as it stands, /hall/../internal is no path of the hall either
    assert answer.headers["sim-notice"] == "simulated"


async def test_an_endless_address_is_refused(client: httpx.AsyncClient) -> None:
    assert problem(await client.get("/hall/" + "x" * 9_000)) == (414, "address-too-long")
    assert problem(await client.get("/portal/account", params={"q": "x" * 9_000})) == (414, "address-too-long")


async def test_endless_headers_are_refused(client: httpx.AsyncClient) -> None:
    assert problem(await client.get("/portal/account", headers={"X": "x" * 40_000})) == (431, "headers-too-large")


async def test_refusals_speak_the_clients_language(client: httpx.AsyncClient) -> None:
    answer = await client.get("/hall/x", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert answer.json()["detail"].startswith("The service hall is away")


async def test_too_fast_is_429_for_this_sandbox_only(started: Started) -> None:
    async with started(rate_limit=3) as (_, client):
        await client.get("/livez", headers={"Sim-Sandbox": "default"})
        for _ in range(100):
            answer = await client.get("/livez")
            if answer.status_code != 200:
                break
        assert problem(answer) == (429, "rate-limited")
        assert answer.headers["retry-after"] == "1"
        assert (await client.get("/livez", headers={"Sim-Sandbox": "default"})).status_code == 200


def test_a_name_made_up_costs_the_clients_own() -> None:
    limit = RateLimit(1)
    assert limit.allows("a", b"known") and not limit.allows("a", b"made-up") and not limit.allows("a")
    limit = RateLimit(2)
    assert limit.allows("a", b"s") and limit.allows("a", b"s"), "what is heard again costs its own"
    limit.forget("a", b"s")
    assert limit.allows("a", b"s") and not limit.allows("a", b"t"), "there was no such sandbox"


def test_a_bucket_refills() -> None:
    limit = RateLimit(1_000)
    assert all(limit.allows("a") for _ in range(1_000))
    taken = sum(limit.allows("a") for _ in range(2_000))
    assert taken < 1_000
    assert limit.allows("b")
    assert RateLimit(0).allows("a")


async def test_pages_from_anywhere_may_call(started: Started) -> None:
    async with started({"hall": Echo()}) as (_, client):
        asked = {"Origin": "http://app", "Access-Control-Request-Method": "PUT",
                 "Access-Control-Request-Headers": "authorization"}  # fmt: skip
        allowed = await client.options("/hall/x", headers=asked)
        answer = await client.get("/hall/x", headers={"Origin": "http://app"})
        plain = await client.get("/hall/x")
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == "*"
    assert "PUT" in allowed.headers["access-control-allow-methods"]
    assert allowed.headers["access-control-allow-headers"] == "authorization"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in plain.headers


async def test_a_service_that_fails_before_answering_is_500_and_after_it_is_cut(started: Started) -> None:
    async def fail(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/hall/late":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})
            await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise RuntimeError("a defect")

    async with started({"hall": fail}) as (_, client):
        assert problem(await client.get("/hall/x")) == (500, "internal-error")
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get("/hall/late")


async def test_a_gateway_that_stops_takes_no_new_work(started: Started) -> None:
    async with started({"hall": Echo()}) as (gateway, client):
        gateway.draining = True
        assert problem(await client.get("/hall/x")) == (503, "service-unavailable")
        assert (await client.get("/livez")).status_code == 200
        assert (await client.get("/readyz")).status_code == 503
