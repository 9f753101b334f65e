"""Logging in: personas, tokens, and guessing (guide steps 2 and 3)."""

import asyncio

import httpx
import pytest

from services.gateway.portal.seed import personas
from shared import sandbox
from shared.clock import Clock, real_micros
from shared.login.tokens import Tokens
from shared.service import Service
from tests.harness import SECRET

OWNER = "91410100MA9XXXX118"
STATES = {"owner-incomplete": (True, False), "owner-unverified": (False, True)}


async def login(
    client: httpx.AsyncClient, who: str = OWNER, password: str = "Demo@2026", **headers: str
) -> httpx.Response:
    return await client.post("/portal/login", json={"login": who, "password": password})


async def later(service: Service, minutes: float, name: str = "default") -> None:
    await sandbox.set_clock(service.store, name, Clock(offset=int(minutes * 60_000_000)))


@pytest.mark.parametrize("one", personas()["account"], ids=lambda one: one["persona"])
async def test_each_persona_logs_in_and_is_what_it_is_for(client: httpx.AsyncClient, one: dict[str, str]) -> None:
    answer = await login(client, one["credit_code"])
    assert answer.status_code == 200
    body = answer.json()
    verified, complete = STATES.get(one["persona"], (True, True))
    assert body["account"] == {
        "credit_code": one["credit_code"], "name": one["name"],
        "real_name_verified": verified, "profile_complete": complete,
    }  # fmt: skip
    assert body["token_type"] == "Bearer"
    assert body["expires_in"] == 12 * 3600


async def test_the_token_says_who_where_and_what(client: httpx.AsyncClient) -> None:
    body = (await login(client)).json()
    claims = Tokens(SECRET).read("portal", body["access_token"])
    assert claims.sandbox == "default"
    told = {
        "kind": "enterprise",
        "legal_representative": "张示例",
        "agent_name": "李经办",
        "agent_phone": "13800000011",
    }
    assert claims.data == {**body["account"], **told}, "the hall fills these into the form"
    assert claims.expires_at - real_micros() == pytest.approx(12 * 3600 * 1e6, rel=0.01)


@pytest.mark.parametrize("who", [OWNER.lower(), f"  {OWNER} ", "91410100ma9xxxx118"])
async def test_the_login_is_the_credit_code_in_any_case(client: httpx.AsyncClient, who: str) -> None:
    assert (await login(client, who)).status_code == 200


async def test_unknown_login_and_wrong_password_are_answered_alike(client: httpx.AsyncClient) -> None:
    wrong, unknown = await login(client, password="Demo@2027"), await login(client, "91410100MA9XXXX999")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["code"] == "login-failed"


@pytest.mark.parametrize("who", [OWNER, "nobody"])
async def test_after_five_wrong_passwords_the_login_rests(
    client: httpx.AsyncClient, service: Service, who: str
) -> None:
    for _ in range(5):
        assert (await login(client, who, "wrong")).status_code == 401
    rests = await login(client, who)
    assert (rests.status_code, rests.json()["code"]) == (429, "login-rests")
    assert "15" in rests.json()["detail"] and 880 < int(rests.headers["Retry-After"]) <= 900
    await later(service, 14.5)
    assert (await login(client, who)).status_code == 429
    await later(service, 15.5)
    assert (await login(client, who)).status_code == (200 if who == OWNER else 401)


async def test_a_right_password_forgets_the_wrong_ones(client: httpx.AsyncClient) -> None:
    for _ in range(3):
        for _ in range(4):
            await login(client, password="wrong")
        assert (await login(client)).status_code == 200


async def test_old_mistakes_are_forgotten(client: httpx.AsyncClient, service: Service) -> None:
    for _ in range(4):
        await login(client, password="wrong")
    await later(service, 16)
    assert (await login(client, password="wrong")).status_code == 401
    assert (await login(client)).status_code == 200


async def test_guessing_in_parallel_wins_nothing(client: httpx.AsyncClient) -> None:
    guesses = [login(client, password=f"guess-{number}") for number in range(20)]
    statuses = [answer.status_code for answer in await asyncio.gather(*guesses)]
    assert 401 in statuses
    assert (await login(client)).status_code == 429


async def test_many_right_logins_at_once_are_all_let_in(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(login(client) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}


async def test_a_rest_is_for_one_sandbox_only(client: httpx.AsyncClient, service: Service) -> None:
    await sandbox.create(service.store, "other", service.seed)
    for _ in range(6):
        await login(client, password="wrong")
    elsewhere = await client.post(
        "/portal/login", json={"login": OWNER, "password": "Demo@2026"}, headers={"Sim-Sandbox": "other"}
    )
    assert elsewhere.status_code == 200
    assert Tokens(SECRET).read("portal", elsewhere.json()["access_token"]).sandbox == "other"


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, {"/login", "/password"}),
        ({"login": 91410100, "password": True}, {"/login", "/password"}),
        ({"login": "", "password": ""}, {"/login", "/password"}),
        ({"login": OWNER, "password": "x" * 200, "captcha": "1"}, {"/password", "/captcha"}),
    ],
)
async def test_an_ill_made_login_names_each_wrong_field(
    client: httpx.AsyncClient, body: dict[str, object], pointers: set[str]
) -> None:
    answer = await client.post("/portal/login", json=body)
    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == pointers


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"login": "\\ud800", "password": "x"}', b"[]", b"null", b""])
async def test_what_is_no_login_at_all_is_refused(client: httpx.AsyncClient, content: bytes) -> None:
    answer = await client.post("/portal/login", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
