"""The inner door to a phone's texts: its two ways, round FastAPI and through it, say the same to everything."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from services.sms.api.phones import LONGEST_WAIT
from shared.control.guard import HEADER, key_of
from shared.service import Service
from tests.harness import SECRET
from tests.shared.both_ways import long_way_only, same, short_way_only
from tests.sms.conftest import Deliver, code_for

KEY = {HEADER: key_of(SECRET)}
TEXTS = "/internal/texts"


async def both(
    sms: Service, client: httpx.AsyncClient, path: str, headers: Mapping[str, Any]
) -> tuple[httpx.Response, httpx.Response]:
    quick = await client.get(path, headers=dict(headers))
    with long_way_only(sms.app):
        return quick, await client.get(path, headers=dict(headers))


async def test_a_good_request_goes_round(sms: Service, client: httpx.AsyncClient, deliver: Deliver) -> None:
    await deliver(code_for("13800000001"))
    with short_way_only(sms.app) as missed:
        answer = await client.get(f"{TEXTS}?to=13800000001&wait=5", headers=KEY)
    assert answer.status_code == 200 and missed == []
    assert [text["template"] for text in answer.json()["items"]] == ["T1"] and answer.json()["more"] is False


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?to=13800000001",
        "?to=13800000001&wait=0&after=0&template=verification-code",
        "?to=13800000001&template=T3",
        "?to=13800000001&template=unheard-of",
        "?to=",
        "?to=1&to=13800000001",
        "?to=13800000001&wait=nan",
        "?to=13800000001&wait=soon",
        f"?to=13800000001&wait={LONGEST_WAIT + 1}",
        "?to=%E6%A1%88",
        "?to=%ff",
    ],
)
@pytest.mark.parametrize("shown", [KEY, {}, {HEADER: "guessed"}, {HEADER: b"\xe4"}])
async def test_both_ways_say_the_same(
    sms: Service, client: httpx.AsyncClient, deliver: Deliver, query: str, shown: dict[str, Any]
) -> None:
    await deliver(code_for("13800000001"))
    quick, slow = await both(sms, client, TEXTS + query, shown)
    assert same(quick, slow)
    assert (quick.status_code == 404) == (shown != KEY)
