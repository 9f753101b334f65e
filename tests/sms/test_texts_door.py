"""The inner door to a phone's texts: only for whoever knows the key, and strict about what is asked."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from shared.instruments.inner_door import HEADER, key_of
from tests.harness import SECRET
from tests.sms.conftest import Deliver, code_for

KEY = {HEADER: key_of(SECRET)}
TEXTS = "/internal/texts"


async def test_the_texts_on_a_phone(client: httpx.AsyncClient, deliver: Deliver) -> None:
    await deliver(code_for("13800000001"))
    answer = await client.post(TEXTS, json={"to": "13800000001", "wait": 5}, headers=KEY)
    assert [text["template"] for text in answer.json()["items"]] == ["T1"] and answer.json()["more"] is False


@pytest.mark.parametrize("shown", [{}, {HEADER: "guessed"}, {HEADER: b"\xe4"}])
async def test_to_anybody_else_there_is_no_such_door(client: httpx.AsyncClient, shown: dict[str, Any]) -> None:
    assert (await client.post(TEXTS, json={"to": "13800000001"}, headers=shown)).status_code == 404


async def test_of_nobody_else_anything_is_read(client: httpx.AsyncClient) -> None:
    read: list[bytes] = []

    async def parts() -> AsyncIterator[bytes]:
        for part in (b'{"to": ', b'"13800000001"}'):
            read.append(part)
            yield part

    headers = {HEADER: "guessed", "Content-Type": "application/json"}
    assert (await client.post(TEXTS, content=parts(), headers=headers)).status_code == 404
    assert read == []


@pytest.mark.parametrize("said", ["", "null", "[]", "{}", '{"to": "1"}'])
async def test_what_cannot_be_meant_is_refused(client: httpx.AsyncClient, said: str) -> None:
    answer = await client.post(TEXTS, content=said, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (422, "request-invalid")


@pytest.mark.parametrize("wait", ["NaN", '"soon"', "21", "-1"])
async def test_nor_can_anybody_wait_for_ever(client: httpx.AsyncClient, wait: str) -> None:
    answer = await client.post(TEXTS, content=f'{{"to": "13800000001", "wait": {wait}}}', headers=KEY)
    assert answer.status_code == 422
