"""Registering, completing and verifying a legal-person account (S2, S3, S6)."""

from typing import Any

import httpx
import pytest

from services.gateway.portal.actions.register_enterprise import default_profile
from services.gateway.portal.procedures.accounts import register_unit
from services.gateway.portal.seed import personas
from shared.identifiers import is_credit_code
from shared.login.passwords import hash_seeded
from shared.login.tokens import Tokens
from shared.service import Service
from tests.gateway.portal.test_login import OWNER, login
from tests.harness import SECRET

INCOMPLETE, UNVERIFIED = "91410105MA9XXXX2X8", "91410105MA9XXXX89G"
NEW = {"credit_code": "91410100MA9XXXX89A", "name": "郑州示例新注册有限公司", "password": "Abcd1234"}
VERIFICATION = "/portal/account/real-name-verification"
AGENT = {"agent_name": "钱经办", "agent_phone": "13800000013", "agent_id_type": "111",
         "agent_id_number": "410105198506150023"}  # fmt: skip
PROFILE = {"legal_representative": "陈示例", "agent_name": "刘经办", "agent_phone": "13800000099"}


@pytest.fixture
def new_code() -> str:
    from random import Random

    from services.gateway.portal.rules.credit_codes import make_credit_code

    return make_credit_code("enterprise", Random(1))


async def bearer(client: httpx.AsyncClient, who: str, password: str = "Demo@2026") -> dict[str, str]:
    return {"Authorization": f"Bearer {(await login(client, who, password)).json()['access_token']}"}


def said(token: str) -> dict[str, Any]:
    return Tokens(SECRET).read("portal", token).data


async def test_a_registered_account_logs_in_incomplete_and_unverified(client: httpx.AsyncClient, new_code: str) -> None:
    answer = await client.post("/portal/accounts", json={**NEW, "credit_code": new_code.lower()})
    assert answer.status_code == 201
    account = answer.json()
    assert account["credit_code"] == new_code
    assert (account["real_name_verified"], account["profile_complete"]) == (False, False)
    assert account["missing"] == ["/legal_representative", "/agent_name", "/agent_phone"]
    assert "password" not in str(account)
    body = (await login(client, new_code, NEW["password"])).json()
    assert body["account"]["profile_complete"] is False


async def test_a_registration_may_be_complete_at_once(client: httpx.AsyncClient, new_code: str) -> None:
    answer = await client.post("/portal/accounts", json={**NEW, "credit_code": new_code, **PROFILE})
    assert answer.json()["profile_complete"] is True


async def test_one_account_for_a_credit_code(client: httpx.AsyncClient) -> None:
    answer = await client.post("/portal/accounts", json={**NEW, "credit_code": OWNER})
    assert (answer.status_code, answer.json()["code"]) == (409, "account-exists")


async def test_every_wrong_field_of_a_registration_is_named(client: httpx.AsyncClient) -> None:
    wrong = {"credit_code": "91410100MA9XXXX119", "name": "某单位", "password": "short", "agent_phone": "12345",
             "agent_id_number": "410102199001010011"}  # fmt: skip
    answer = await client.post("/portal/accounts", json=wrong)
    assert answer.status_code == 422
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == {
        "/credit_code": "credit-code-malformed", "/password": "password-length",
        "/agent_phone": "phone-malformed", "/agent_id_number": "id-number-malformed",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("password", "code"),
    [("Ab1", "password-length"), ("A1" * 40, "password-length"), ("abcdefgh", "password-too-simple"),
     ("12345678", "password-too-simple"), (f"x{OWNER.lower()}", "password-is-login")],
)  # fmt: skip
async def test_a_password_must_be_hard_to_guess(client: httpx.AsyncClient, password: str, code: str) -> None:
    answer = await client.post("/portal/accounts", json={**NEW, "credit_code": OWNER, "password": password})
    assert [error["code"] for error in answer.json()["errors"]] == [code]


async def test_the_account_shows_itself(client: httpx.AsyncClient) -> None:
    account = (await client.get("/portal/account", headers=await bearer(client, OWNER))).json()
    assert account["credit_code"] == OWNER
    assert account["real_level"] == 2
    assert account["missing"] == []
    assert account["agent_id_number"] == "4****************2"


async def test_completing_the_account_counts_from_the_next_token(client: httpx.AsyncClient) -> None:
    headers = await bearer(client, INCOMPLETE)
    answer = await client.patch("/portal/account", headers=headers, json=PROFILE)
    assert answer.status_code == 200
    assert answer.json()["profile_complete"] is True
    assert said(headers["Authorization"].removeprefix("Bearer "))["profile_complete"] is False
    assert said(answer.json()["access_token"])["profile_complete"] is True
    assert (await login(client, INCOMPLETE)).json()["account"]["profile_complete"] is True


async def test_a_field_can_be_emptied_again(client: httpx.AsyncClient) -> None:
    headers = await bearer(client, OWNER)
    account = (await client.patch("/portal/account", headers=headers, json={"agent_name": ""})).json()
    assert account["missing"] == ["/agent_name"]
    assert account["legal_representative"] is not None


async def test_verifying_counts_from_the_next_token(client: httpx.AsyncClient) -> None:
    headers = await bearer(client, UNVERIFIED)
    answer = await client.post(VERIFICATION, headers=headers, json=AGENT)
    assert answer.status_code == 200
    assert (answer.json()["real_name_verified"], answer.json()["real_level"]) == (True, 3)
    assert said(answer.json()["access_token"])["real_name_verified"] is True
    again = await client.post(VERIFICATION, headers=headers, json={**AGENT, "method": "certificate"})
    assert (again.status_code, again.json()["real_level"]) == (200, 3)


async def test_an_incomplete_account_cannot_be_verified(client: httpx.AsyncClient, new_code: str) -> None:
    await client.post("/portal/accounts", json={**NEW, "credit_code": new_code})
    headers = await bearer(client, new_code, NEW["password"])
    answer = await client.post(VERIFICATION, headers=headers, json=AGENT)
    assert (answer.status_code, answer.json()["code"]) == (409, "profile-incomplete")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/legal_representative"]


async def test_the_legal_representative_must_be_the_accounts(client: httpx.AsyncClient) -> None:
    headers = await bearer(client, UNVERIFIED)
    answer = await client.post(VERIFICATION, headers=headers, json={**AGENT, "legal_representative": "别人"})
    assert (answer.status_code, answer.json()["code"]) == (409, "representative-differs")
    spaced = {**AGENT, "legal_representative": " 赵　示例\u200b"}
    assert (await client.post(VERIFICATION, headers=headers, json=spaced)).status_code == 200


@pytest.mark.parametrize("lacking", AGENT)
async def test_verifying_asks_who_does_it(client: httpx.AsyncClient, lacking: str) -> None:
    headers = await bearer(client, UNVERIFIED)
    body = {name: value for name, value in AGENT.items() if name != lacking}
    answer = await client.post(VERIFICATION, headers=headers, json=body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{lacking}"]
    assert (await client.get("/portal/account", headers=headers)).json()["real_name_verified"] is False


@pytest.mark.parametrize("body", [b"{}", b"[]", b"null"])
async def test_verifying_with_nothing_verifies_nothing(client: httpx.AsyncClient, body: bytes) -> None:
    headers = await bearer(client, UNVERIFIED) | {"Content-Type": "application/json"}
    assert (await client.post(VERIFICATION, headers=headers, content=body)).status_code == 422
    assert (await client.get("/portal/account", headers=headers)).json()["real_name_verified"] is False


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"agent_id_type": "1"}, "not-in-dictionary"), ({"agent_id_number": "410105198506150024"}, "id-number-malformed"),
     ({"agent_id_type": "414", "agent_id_number": "护照"}, "id-number-malformed"),
     ({"agent_phone": "12345"}, "phone-malformed")],
)  # fmt: skip
async def test_who_verifies_must_be_somebody(client: httpx.AsyncClient, changed: dict[str, str], code: str) -> None:
    headers = await bearer(client, UNVERIFIED)
    answer = await client.post(VERIFICATION, headers=headers, json=AGENT | changed)
    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == [code]


async def test_the_account_keeps_who_verified_it(client: httpx.AsyncClient) -> None:
    headers = await bearer(client, UNVERIFIED)
    passport = {"agent_name": "Jane  Example", "agent_id_type": "414", "agent_id_number": "ｅ1234 5678"}
    typed = {**AGENT, **passport, "agent_phone": "+86 138-0000-0077"}
    account = (await client.post(VERIFICATION, headers=headers, json=typed)).json()
    assert (account["agent_name"], account["agent_id_type"]) == ("Jane Example", "414")
    assert (account["agent_phone"], account["agent_id_number"]) == ("13800000077", "E*******8")


async def test_identifiers_as_people_type_them(client: httpx.AsyncClient, new_code: str) -> None:
    """At registration, at the login, and in the account's information."""
    wide = "".join(chr(ord(character) + 0xFEE0) for character in new_code.lower())
    typed = {**NEW, "credit_code": f" {wide}\u200b", "name": "郑州示例(集团)有限公司\ufeff",
             "agent_phone": "＋８６\u00a0138 0000 0099", "agent_id_number": "41010419880808888ｘ"}  # fmt: skip
    account = (await client.post("/portal/accounts", json=typed)).json()
    assert (account["credit_code"], account["name"]) == (new_code, "郑州示例（集团）有限公司")
    assert (account["agent_phone"], account["agent_id_type"]) == ("13800000099", "111")
    assert (await login(client, f"{wide}\u3000", NEW["password"])).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x.y.z"}, {"Authorization": "Basic eDp5"}])
async def test_without_a_token_there_is_no_account(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await client.get("/portal/account", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "not-logged-in")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_token_outlives_no_account(client: httpx.AsyncClient, service: Service) -> None:
    from tests.lives import reset

    headers = await bearer(client, OWNER)
    await reset(service.store, "default", service.seed)
    assert (await client.get("/portal/account", headers=headers)).status_code == 401


@pytest.mark.parametrize("kind", ["enterprise", "institution", "government"])
async def test_a_unit_made_for_a_test_is_valid(client: httpx.AsyncClient, service: Service, kind: str) -> None:
    kept = hash_seeded(personas()["password"])
    made = [await register_unit(service.store, kept, kind, None, None, default_profile(), 2) for _ in range(5)]
    assert len({one.credit_code for one in made}) == 5
    for one in made:
        assert is_credit_code(one.credit_code)
        assert (one.kind, one.real_name_verified, one.profile_complete) == (kind, True, True)
    assert (await login(client, made[0].credit_code)).status_code == 200


async def test_a_unit_made_for_a_test_may_lack_what_the_test_is_about(service: Service) -> None:
    made = await register_unit(service.store, "-", "enterprise", "某公司", None, {}, 4)
    assert (made.name, made.real_name_verified, made.profile_complete) == ("某公司", False, False)


async def test_a_password_is_kept_as_its_argon2id_hash_only(
    client: httpx.AsyncClient, new_code: str, service: Service
) -> None:
    await client.post("/portal/accounts", json={**NEW, "credit_code": new_code})
    await service.catch_up()
    stored = b"".join(path.read_bytes() for path in service.settings.data_dir.glob("gateway.*"))
    assert new_code.encode() in stored and b"$argon2id$" in stored
    assert NEW["password"].encode() not in stored
