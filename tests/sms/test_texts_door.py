"""The inner door to a phone's texts: only for whoever knows the key, and strict about what is asked."""

from typing import Any

import httpx
import pytest

from services.sms.api.phones import LONGEST_WAIT
from shared.instruments.guard import HEADER, key_of
from tests.harness import SECRET
from tests.sms.conftest import Deliver, code_for

KEY = {HEADER: key_of(SECRET)}
TEXTS = "/internal/texts"


async def test_the_texts_on_a_phone(client: httpx.AsyncClient, deliver: Deliver) -> None:
    await deliver(code_for("13800000001"))
    answer = await client.get(f"{TEXTS}?to=13800000001&wait=5", headers=KEY)
    assert [text["template"] for text in answer.json()["items"]] == ["T1"] and answer.json()["more"] is False


@pytest.mark.parametrize("shown", [{}, {HEADER: "guessed"}, {HEADER: b"\xe4"}])
async def test_to_anybody_else_there_is_no_such_door(client: httpx.AsyncClient, shown: dict[str, Any]) -> None:
    assert (await client.get(f"{TEXTS}?to=13800000001", headers=shown)).status_code == 404


@pytest.mark.parametrize("query", ["", "?to=1&wait=nan", "?to=1&wait=soon", f"?to=1&wait={LONGEST_WAIT + 1}"])
async def test_what_cannot_be_meant_is_refused(client: httpx.AsyncClient, query: str) -> None:
    assert (await client.get(TEXTS + query, headers=KEY)).status_code == 422
