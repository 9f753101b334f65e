"""How the door puts a wrong body into words."""

from typing import Annotated, Any

import httpx
from fastapi import FastAPI
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from shared.http.api import Body
from shared.http.refusals import install_problems


def _known(shelf: str) -> str:
    if shelf != "A":
        raise PydanticCustomError("shelf_unknown", "no such shelf", {"zh": "没有这个书架。"})
    return shelf


class Book(Body):
    """Something with a bound of each kind."""

    title: str = Field(min_length=2, max_length=4, pattern="^[a-z]+$")
    shelf: Annotated[str, AfterValidator(_known)] = "A"
    pages: int = Field(default=1, ge=1, le=9)


app = FastAPI()
install_problems(app)


@app.post("/books")
async def add(book: Book) -> None:
    """Takes anything that is a book."""


@app.get("/broken")
async def broken() -> None:
    """What must not happen."""
    raise KeyError("a mistake of ours")


async def test_our_own_mistakes_are_problems_too() -> None:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://door") as client:
        answer = await client.get("/broken")
    assert answer.status_code == 500 and answer.json()["code"] == "internal-error"
    assert "mistake" not in answer.text


async def refusal(content: bytes, kind: str | None = "application/json") -> dict[str, Any]:
    headers = {"content-type": kind} if kind else {}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://door") as client:
        found: dict[str, Any] = (await client.post("/books", content=content, headers=headers)).json()
    return found


async def test_limits_are_told() -> None:
    errors = (await refusal(b'{"title": "a", "pages": 10}'))["errors"]
    assert [error["detail"] for error in errors] == ["该字段内容过短，至少 2 个字符。", "该字段的值不得大于 9。"]
    assert "^[a-z]+$" in (await refusal(b'{"title": "AB"}'))["errors"][0]["detail"]


async def test_a_rule_of_ones_own_brings_its_own_words() -> None:
    [error] = (await refusal(b'{"title": "ab", "shelf": "B"}'))["errors"]
    assert error == {"pointer": "/shelf", "code": "shelf-unknown", "detail": "没有这个书架。"}


async def test_a_body_that_does_not_call_itself_json() -> None:
    for kind in (None, "application/x-www-form-urlencoded", "text/plain"):
        assert (await refusal(b'{"title": "ab"}', kind))["code"] == "json-expected"
    assert (await refusal(b"[]"))["errors"] == [
        {"pointer": "", "code": "model-attributes-type", "detail": "此处必须是 JSON 对象。"}
    ]
