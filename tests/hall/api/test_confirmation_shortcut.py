"""The confirmation's two ways, round FastAPI and through it, say the same to everything."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from services.hall.api.confirmation import SHORTCUT
from shared.service import Service
from tests.hall.applicant import PHONE, Applicant
from tests.hall.place import Hall
from tests.shared.both_ways import shortcuts_of

JSON, SLOWLY = "application/json", "application/json; charset=utf-8"  # only the first is taken at once


@pytest.fixture
def taken(service: Service, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths FastAPI had to deal with."""
    seen: list[str] = []

    async def noted(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["path"])
        await service.api(scope, receive, send)

    monkeypatch.setattr(shortcuts_of(service.app), "_app", noted)
    return seen


async def both(owner: Applicant, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[httpx.Response, ...]:
    address = f"{path}/confirmation"
    return tuple([
        await owner.send("POST", address, content=body, headers={**headers, "content-type": kind})
        for kind in (JSON, SLOWLY)
    ])  # fmt: skip


async def test_a_good_request_goes_round_and_gets_the_same_bytes(
    owner: Applicant, hall: Hall, taken: list[str]
) -> None:
    path = await owner.ready()
    await owner.request_code(path)
    body = f'{{"phone": "{PHONE}", "code": "{await hall.code_on_phone()}"}}'.encode()
    taken.clear()
    quick, slow = await both(owner, path, body, {"Idempotency-Key": "the-same"})
    assert quick.status_code == 200 and taken == [f"{path}/confirmation"], "one of the two went through FastAPI"
    assert (slow.status_code, slow.content) == (200, quick.content)
    assert dict(slow.headers) == dict(quick.headers)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"phone": "13800000066", "code": "12345"}',
        b'{"phone": "1380000006", "code": "123456"}',
        b'{"phone": "13800000066", "code": 123456}',
        b'{"phone": "13800000066", "code": "123456", "more": 1}',
        b'{"phone": "13800000066", "code": "\\u0000"}',
        b'{"phone": "13800000066", "code": "123456"}',
        b'{"phone": " 13800000066 ", "code": "123456"}',
    ],
)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Idempotency-Key": ""},
        {"Idempotency-Key": "k" * 201},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": ""},
        {"Sim-Sandbox": "default"},
        {"Accept-Language": "en"},
    ],
)
async def test_refusals_are_the_same(owner: Applicant, body: bytes, headers: dict[str, str]) -> None:
    """There is no code yet, so all of them are refused."""
    quick, slow = await both(owner, await owner.draft(), body, headers)
    assert quick.status_code >= 400
    assert (quick.status_code, quick.content) == (slow.status_code, slow.content)
    assert dict(quick.headers) == dict(slow.headers)


def test_the_shortcut_leads_where_fastapi_leads(service: Service) -> None:
    """A path renamed in one place only would quietly be slow."""
    paths = service.api.openapi()["paths"]
    there = [path for path in paths if SHORTCUT.path.fullmatch(path.replace("{application_id}", "id"))]
    assert there == ["/hall/applications/{application_id}/confirmation"]
    assert list(paths[there[0]]) == ["post"]
