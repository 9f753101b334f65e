"""Large files on their way out: through the gateway, in parts, and no faster than the client takes them."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from io import BytesIO
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from shared.files import CHUNK
from shared.http.downloads import Download, send
from tests.gateway.conftest import Started
from tests.gateway.sockets import served

NAME = "施工图.pdf"
SIZE = 120 * CHUNK
PATTERN = bytes(range(251))


class Slow(BytesIO):
    """A large file that notes how much of it was read."""

    def __init__(self) -> None:
        self.at = self.read_so_far = 0

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self.at = SIZE + offset if whence == 2 else offset
        return self.at

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = min(size or 0, SIZE - self.at)
        begin = self.at % len(PATTERN)
        self.at += wanted
        self.read_so_far += wanted
        return (PATTERN * (wanted // len(PATTERN) + 2))[begin : begin + wanted]


def whole() -> bytes:
    return (PATTERN * (SIZE // len(PATTERN) + 1))[:SIZE]


@pytest.fixture
def opened() -> list[Slow]:
    return []


@pytest.fixture(params=["in-process", "http"])
async def through(
    request: pytest.FixtureRequest, started: Started, opened: list[Slow]
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a gateway before a hall, near or far, that has one large file."""
    hall = FastAPI()

    def open_() -> Slow:
        opened.append(Slow())
        return opened[-1]

    file = Download(NAME, "application/pdf", SIZE, hashlib.sha256(whole()).hexdigest(), open_)

    @hall.api_route("/hall/file", methods=["GET", "HEAD"])
    async def content(request: Request) -> Response:
        return await send(request, file)

    if request.param == "in-process":
        async with started({"hall": hall}) as (_, client):
            yield client
    else:
        async with served(hall) as url, started(hall_url=url) as (_, client):
            yield client


async def test_whole_and_unchanged(through: httpx.AsyncClient) -> None:
    digest = hashlib.sha256()
    async with through.stream("GET", "/hall/file") as answer:
        async for piece in answer.aiter_bytes():
            digest.update(piece)
    assert answer.headers["content-length"] == str(SIZE)
    assert f"filename*=UTF-8''{quote(NAME)}" in answer.headers["content-disposition"]
    assert answer.headers["etag"] == f'"{digest.hexdigest()}"'


async def test_a_part_of_it(through: httpx.AsyncClient, opened: list[Slow]) -> None:
    answer = await through.get("/hall/file", headers={"Range": f"bytes={SIZE - 1000}-{SIZE - 501}"})
    assert (answer.status_code, answer.content) == (206, whole()[-1000:-500])
    assert answer.headers["content-range"] == f"bytes {SIZE - 1000}-{SIZE - 501}/{SIZE}"
    assert opened[0].read_so_far == 500


async def test_head_and_what_has_not_changed(through: httpx.AsyncClient, opened: list[Slow]) -> None:
    head = await through.head("/hall/file")
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(SIZE), b"")
    same = await through.get("/hall/file", headers={"If-None-Match": head.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert sum(file.read_so_far for file in opened) == 0


async def test_no_faster_than_it_is_taken(through: httpx.AsyncClient, opened: list[Slow]) -> None:
    """Nobody holds a large file in memory for a client that reads slowly."""
    async with through.stream("GET", "/hall/file") as answer:
        before = -1
        while before != opened[0].read_so_far:  # until it waits for the client, who has taken next to nothing
            before = opened[0].read_so_far
            await asyncio.sleep(0.2)
        assert before < SIZE // 2
        taken = 0
        async for piece in answer.aiter_bytes():
            taken += len(piece)
    assert taken == SIZE
