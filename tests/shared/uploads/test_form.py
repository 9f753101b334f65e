"""Forms with a file, over HTTP: as clients send them, and broken in every way."""

import resource
from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Form, UploadFile

from shared.context import Context, enter
from shared.http.refusals import install_problems
from shared.uploads import UploadRoute

HEAD = {"Content-Type": "multipart/form-data; boundary=x"}
FILE = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\ncontent\r\n'
KIND = b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\none\r\n'
END = b"--x--\r\n"


@pytest.fixture
def kept() -> list[bytes]:
    return []


@pytest.fixture
async def door(kept: list[bytes]) -> AsyncIterator[httpx.AsyncClient]:
    router = APIRouter(route_class=UploadRoute)

    @router.post("/")
    async def upload(file: UploadFile, kind: Annotated[str, Form(max_length=5)] = "none") -> dict[str, Any]:
        kept.append(await file.read())
        return {"name": file.filename, "kind": kind, "size": file.size}

    app = FastAPI()
    install_problems(app)
    app.include_router(router)
    enter(Context())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://uploads") as client:
        yield client


async def test_a_file_and_a_field(door: httpx.AsyncClient, kept: list[bytes]) -> None:
    answer = await door.post("/", content=KIND + FILE + END, headers=HEAD)
    assert answer.json() == {"name": "a.pdf", "kind": "one", "size": 7}
    assert kept == [b"content"]


async def test_names_are_read_as_meant(door: httpx.AsyncClient) -> None:
    for sent in (
        'filename="施工图.pdf"'.encode(),
        'filename="施工图.pdf"'.encode("gbk"),
        b"filename=\"=?utf-8?B?5pa95bel5Zu+LnBkZg==?=\"; filename*=utf-8''%E6%96%BD%E5%B7%A5%E5%9B%BE.pdf",
        b"filename*=utf-8''%E6%96%BD%E5%B7%A5%E5%9B%BE.pdf",
    ):
        answer = await door.post("/", content=FILE.replace(b'filename="a.pdf"', sent) + END, headers=HEAD)
        assert answer.json()["name"] == "施工图.pdf", sent


@pytest.mark.parametrize("body", [FILE * 3 + END, FILE + KIND * 2 + END, FILE * 2 + KIND + END])
async def test_what_is_there_twice_is_named(door: httpx.AsyncClient, kept: list[bytes], body: bytes) -> None:
    answer = await door.post("/", content=body, headers=HEAD)
    name = "file" if body.count(FILE) > 1 else "kind"
    assert (answer.status_code, answer.json()["code"]) == (422, "request-invalid")
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (f"/{name}", "field-repeated")
    assert str(max(body.count(FILE), body.count(KIND))) in error["detail"]
    assert kept == []


async def test_a_second_file_under_another_name(door: httpx.AsyncClient, kept: list[bytes]) -> None:
    other = FILE.replace(b'name="file"', 'name="附件"'.encode())
    answer = await door.post("/", content=FILE + other + END, headers=HEAD)
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["code"]) == (422, "/附件", "file-unexpected")
    assert kept == []


@pytest.mark.parametrize(
    ("content_type", "body", "said"),
    [
        ("multipart/form-data", FILE + END, "boundary"),
        ("multipart/form-data; boundary=", FILE + END, "boundary"),
        ("multipart/form-data; boundary=y", FILE + END, "boundary"),
        ("multipart/form-data; boundary=x", b"", "结尾"),
        ("multipart/form-data; boundary=x", FILE, "结尾"),
        ("multipart/form-data; boundary=x", FILE[:-20], "结尾"),
        ("multipart/form-data; boundary=x", b"--x\r\ngarbage", "boundary"),
        ("multipart/form-data; boundary=x", b'{"file": "x"}', "boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nno head\r\n" + END, "Content-Disposition"),
        ("multipart/form-data; boundary=x", FILE.replace(b'name="file"; ', b"") + END, "name"),
        ("multipart/form-data; boundary=x", FILE.replace(b"\r\n", b"\n") + END, "boundary"),
        ("multipart/form-data; boundary=x", KIND.replace(b"one", b"o" * 70_000) + END, "65536"),
        ("multipart/form-data; boundary=x", KIND * 40 + END, "32"),
        ("multipart/form-data; boundary=x", FILE * 40 + END, "32"),
        ("Multipart/Form-Data; boundary=x", FILE, "结尾"),
    ],
)  # fmt: skip
async def test_a_broken_form_is_told_what_it_is(
    door: httpx.AsyncClient, kept: list[bytes], content_type: str, body: bytes, said: str
) -> None:
    answer = await door.post("/", content=body, headers={"Content-Type": content_type})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (400, "multipart-malformed")
    assert said in problem["detail"] and "JSON" not in problem["detail"]
    assert kept == []


@pytest.mark.parametrize(
    "how",
    [
        {"data": {"file": "text"}},
        {"json": {"file": "x"}},
        {"content": b"%PDF-1.7"},
        {"files": {"file": (None, "text")}},
    ],
)
async def test_what_is_no_file(door: httpx.AsyncClient, how: Any) -> None:
    answer = await door.post("/", **how)
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["code"]) == (422, "/file", "file-expected")
    assert "multipart/form-data" in error["detail"] and "filename" in error["detail"]


async def test_a_file_under_another_name_only(door: httpx.AsyncClient) -> None:
    answer = await door.post("/", files={"other": ("a.pdf", b"x")})
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["code"]) == (422, "/file", "missing")


async def test_a_disk_that_is_full_while_the_file_comes_in(door: httpx.AsyncClient, kept: list[bytes]) -> None:
    """Before anybody looks at it, it is laid down; a limit on the size of files does what a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, hard))
    try:
        answer = await door.post("/", files={"file": ("a.pdf", bytes(3_000_000))})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (answer.status_code, answer.json()["code"]) == (507, "storage-full")
    assert kept == []
