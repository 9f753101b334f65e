"""Files handed out: their names, parts of them, and what has not changed."""

from collections.abc import AsyncIterator
from email.message import Message
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from shared.files import CHUNK
from shared.http.downloads import Download, send
from shared.http.refusals import install_problems

CONTENT = bytes(range(256)) * (2 * CHUNK // 256) + b"the end"
FILE = Download.of("图纸（一）.pdf", "application/pdf", CONTENT)
ETAG = f'"{FILE.sha256}"'


@pytest.fixture
async def door() -> AsyncIterator[httpx.AsyncClient]:
    async with serving(FILE) as client:
        yield client


def serving(file: Download) -> httpx.AsyncClient:
    app = FastAPI()
    install_problems(app)

    @app.api_route("/", methods=["GET", "HEAD"])
    async def content(request: Request) -> Response:
        return await send(request, file)

    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://files")


async def test_the_whole_file(door: httpx.AsyncClient) -> None:
    answer = await door.get("/")
    assert answer.status_code == 200 and answer.content == CONTENT
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-length"] == str(len(CONTENT))
    assert answer.headers["etag"] == ETAG
    assert answer.headers["accept-ranges"] == "bytes"


async def test_what_a_stranger_uploaded_is_no_page_of_ours(door: httpx.AsyncClient) -> None:
    answer = await door.get("/")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox"


async def test_head_tells_all_but_the_content(door: httpx.AsyncClient) -> None:
    whole, head = await door.get("/"), await door.head("/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers
    part = await door.head("/", headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.headers["content-length"]) == (206, "10")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=5-99", 5, 99),
        (f"bytes={CHUNK - 1}-{CHUNK}", CHUNK - 1, CHUNK),
        ("bytes=100-", 100, len(CONTENT) - 1),
        ("bytes=-7", len(CONTENT) - 7, len(CONTENT) - 1),
        ("bytes=0-99999999999999999999999999", 0, len(CONTENT) - 1),
        ("bytes=-99999999999999999999999999", 0, len(CONTENT) - 1),
        ("Bytes = 3 - 4", 3, 4),
    ],
)
async def test_a_part(door: httpx.AsyncClient, asked: str, first: int, last: int) -> None:
    answer = await door.get("/", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == CONTENT[first : last + 1]
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(CONTENT)}"
    assert answer.headers["content-length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "", "bytes"])
async def test_what_is_no_single_range_of_bytes_gets_the_whole(door: httpx.AsyncClient, asked: str) -> None:
    answer = await door.get("/", headers={"Range": asked})
    assert (answer.status_code, len(answer.content)) == (200, len(CONTENT))


@pytest.mark.parametrize("asked", [f"bytes={len(CONTENT)}-", "bytes=99999999999999999999-", "bytes=-0"])
async def test_behind_the_end(door: httpx.AsyncClient, asked: str) -> None:
    answer = await door.get("/", headers={"Range": asked})
    assert (answer.status_code, answer.json()["code"]) == (416, "range-not-satisfiable")
    assert answer.headers["content-range"] == f"bytes */{len(CONTENT)}"
    assert str(len(CONTENT)) in answer.json()["detail"]


@pytest.mark.parametrize("known", [ETAG, f"W/{ETAG}", f'"other", {ETAG}', "*"])
async def test_what_has_not_changed_is_not_sent_again(door: httpx.AsyncClient, known: str) -> None:
    answer = await door.get("/", headers={"If-None-Match": known})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == ETAG


async def test_another_version_is_sent(door: httpx.AsyncClient) -> None:
    assert (await door.get("/", headers={"If-None-Match": '"other"'})).status_code == 200


async def test_a_part_only_of_the_file_that_was_begun(door: httpx.AsyncClient) -> None:
    part = {"Range": "bytes=0-9"}
    assert (await door.get("/", headers=part | {"If-Range": ETAG})).status_code == 206
    for other in ('"other"', f"W/{ETAG}", "Wed, 25 Nov 2026 00:00:00 GMT"):
        answer = await door.get("/", headers=part | {"If-Range": other})
        assert (answer.status_code, len(answer.content)) == (200, len(CONTENT))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("施工图 总图.PDF", "file.PDF"),
        ("plan-3 (final).dwg", "plan-3 (final).dwg"),
        ('a"b\\c.pdf', "file.pdf"),
        ("100%.pdf", "file.pdf"),
        ("a;b.pdf", "file.pdf"),
        ("图", "file"),
        ("名.扩展", "file"),
        ("a\r\nX-Evil: 1.pdf", "file.pdf"),
    ],
)
async def test_the_name_arrives_as_it_is_and_in_ascii_for_the_old(name: str, plain: str) -> None:
    async with serving(Download.of(name, "application/pdf", b"x")) as client:
        said = (await client.get("/")).headers["content-disposition"]
    old, new = Message(), Message()
    old["Content-Disposition"] = said.split("; filename*")[0]
    new["Content-Disposition"] = said.replace(f'filename="{plain}"; ', "")
    assert old.get_filename() == plain
    assert new.get_filename() == name


@pytest.mark.parametrize("left", [None, b"", CONTENT[:-1], CONTENT + b"more"])
async def test_bytes_that_are_gone_or_not_whole(tmp_path: Path, left: bytes | None) -> None:
    path = tmp_path / "file"
    if left is not None:
        path.write_bytes(left)
    lost = Download(FILE.name, FILE.media_type, FILE.size, FILE.sha256, lambda: path.open("rb"))
    async with serving(lost) as client:
        answer = await client.get("/")
    assert (answer.status_code, answer.json()["code"]) == (410, "file-gone")
    assert "重新上传" in answer.json()["detail"]


async def test_the_file_is_closed_again() -> None:
    opened: list[BytesIO] = []

    def open_() -> BytesIO:
        opened.append(BytesIO(CONTENT))
        return opened[-1]

    async with serving(Download(FILE.name, FILE.media_type, FILE.size, FILE.sha256, open_)) as client:
        await client.get("/")
        await client.head("/")
        await client.get("/", headers={"Range": "bytes=3-4"})
    assert [file.closed for file in opened] == [True, True, True]
