"""New companies that can log in."""

import pytest

from shared.identifiers import is_credit_code
from tests.gateway.instruments.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_company_out_of_nothing_can_log_in(world: World) -> None:
    made = (await world.ask("POST", "/sim/enterprises")).json()
    assert is_credit_code(made["credit_code"]) and made["login"] == made["credit_code"]
    login = await world.ask("POST", "/portal/login", json={"login": made["login"], "password": made["password"]})
    account = login.json()["account"]
    assert account["real_name_verified"] and account["profile_complete"] and account["name"] == made["name"]


async def test_a_company_as_wished(world: World) -> None:
    body = {
        "kind": "institution", "name": "郑州示例管网中心", "password": "Other@2026", "profile_complete": False,
        "real_name_verified": False,
    }  # fmt: skip
    made = await world.ask("POST", "/sim/enterprises", json=body)
    assert made.status_code == 201, made.text
    assert made.json()["credit_code"].startswith("12")
    login = await world.ask("POST", "/portal/login", json={"login": made.json()["login"], "password": "Other@2026"})
    assert login.json()["account"] | {"real_name_verified": False, "profile_complete": False} == login.json()["account"]


async def test_wishes_that_cannot_be(world: World) -> None:
    for body, pointer in (
        ({"credit_code": "91410100MA9XXXX119"}, "/credit_code"),
        ({"password": "x"}, "/password"),
        ({"kind": "ministry"}, "/kind"),
        ({"colour": "red"}, "/colour"),
    ):
        answer = await world.ask("POST", "/sim/enterprises", json=body)
        assert answer.status_code == 422, answer.text
        assert pointer in {error["pointer"] for error in answer.json()["errors"]}
    taken = await world.ask("POST", "/sim/enterprises", json={"credit_code": "91410100MA9XXXX118"})
    assert (taken.status_code, taken.json()["code"]) == (409, "account-exists")


async def test_an_approved_project_is_asked_for_by_known_names_only(world: World) -> None:
    wanted = {"credit_code": "91410100MA9XXXX118", "project_typo": "3"}
    answer = await world.ask("POST", "/sim/investment-projects", json=wanted)
    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, ["/project_typo"])
