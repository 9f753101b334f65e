"""People made for a test: owners as one wants them, further units and agencies that take part (S11, S21)."""

from typing import Any

import pytest

from tests.journeys import walk
from tests.journeys.client import Client, Json

CHOSEN = {
    "legal_representative": "钱代表", "address": "郑州市二七区示例路9号", "agent_name": "孙经办",
    "agent_phone": "13800000777", "agent_id_number": "410105198506150023",
}  # fmt: skip


def made(visitor: Client, **asked: Any) -> Json:
    return visitor.create("/sim/enterprises", asked)


def portal_account(visitor: Client, unit: Json) -> Json:
    account: Json = walk.log_in(visitor, unit["login"]).get("/portal/account")
    return account


def test_an_owner_is_made_without_a_word(visitor: Client) -> None:
    owner = made(visitor)
    assert (owner["role"], owner["kind"], owner["agency_id"]) == ("owner", "enterprise", None)
    account = portal_account(visitor, owner)
    assert account["real_name_verified"] and account["profile_complete"] and account["missing"] == []


def test_every_field_of_a_persona_can_be_chosen(visitor: Client) -> None:
    owner = made(
        visitor, kind="owner", name="郑州示例挑选有限公司", credit_code="91410122ma9xxxx38u", **CHOSEN, real_level=1
    )
    assert (owner["credit_code"], owner["name"]) == ("91410122MA9XXXX38U", "郑州示例挑选有限公司")
    account = portal_account(visitor, owner)
    assert {name: account[name] for name in CHOSEN} == CHOSEN | {"agent_id_number": "4****************3"}
    assert (account["real_level"], account["real_name_verified"]) == (1, True)


def test_a_phone_is_the_agents(visitor: Client) -> None:
    owner = made(visitor, phone="+86 138-0000-0778")
    assert owner["phone"] == portal_account(visitor, owner)["agent_phone"] == "13800000778"


@pytest.mark.parametrize(
    ("asked", "complete", "verified"),
    [
        ({"profile_complete": False}, False, True),
        ({"real_name_verified": False}, True, False),
        ({"real_level": 4}, True, False),
        ({"profile_complete": False, "agent_name": "孙经办"}, False, True),
        ({"legal_representative": None}, False, True),
        ({"kind": "institution", "profile_complete": True, "real_name_verified": True}, True, True),
    ],
)
def test_an_owner_may_lack_what_a_test_is_about(visitor: Client, asked: Json, complete: bool, verified: bool) -> None:
    owner = made(visitor, **asked)
    assert (owner["profile_complete"], owner["real_name_verified"]) == (complete, verified)


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"kind": "ministry"}, "/kind"),
        ({"phone": "12345"}, "/phone"),
        ({"agent_phone": "12345"}, "/agent_phone"),
        ({"agent_id_number": "410105198506150024"}, "/agent_id_number"),
        ({"credit_code": "91410122MA9XXXX38V"}, "/credit_code"),
        ({"password": "short"}, "/password"),
        ({"profile_complete": True, "agent_name": ""}, "/agent_name"),
        ({"profile_complete": False} | CHOSEN, "/profile_complete"),
        ({"real_level": 4, "real_name_verified": True}, "/real_level"),
        ({"kind": "institution", "credit_code": "91410122MA9XXXX38U"}, "/credit_code"),
        ({"agency_class": "class-2"}, "/agency_class"),
        ({"kind": "agency", "disciplines": ["cooking"]}, "/disciplines"),
        ({"kind": "agency", "regions": ["Henan"]}, "/regions/0"),
    ],
)
def test_what_cannot_be_is_said_where_it_stands(visitor: Client, asked: Json, pointer: str) -> None:
    problem = visitor.refused(422, "request-invalid", "POST", "/sim/enterprises", json=asked)
    assert pointer in {error["pointer"] for error in problem["errors"]}, problem


@pytest.mark.parametrize("kind", ["design", "survey", "agency"])
def test_who_was_refused_is_nowhere(visitor: Client, kind: str) -> None:
    """The platform has the account already: neither place keeps half a unit."""
    taken = {"design": "91410102MA9XXXX38W", "survey": "91410103MA9XXXX466", "agency": "91410108MA9XXXX549"}[kind]
    visitor.refused(409, "account-exists", "POST", "/sim/enterprises", json={"kind": kind, "credit_code": taken})
    body = {"credit_code": taken, "name": "示例有限公司", "password": "Other@2026"}
    visitor.post("/portal/accounts", body, expect=201)


@pytest.mark.parametrize("role", ["design", "survey"])
def test_units_made_for_a_test_take_part(visitor: Client, role: str) -> None:
    """As the main unit of their kind, named in the details: nobody else has to link then."""
    unit = made(visitor, kind=role, name=f"示例{role}有限公司", phone="13800000779")
    assert (unit["role"], unit["kind"], unit["phone"]) == (role, role, "13800000779")
    filing = walk.file(walk.prepare(visitor))
    owner = walk.open_account(visitor, filing.sms)
    project = walk.prepare_city_project(owner, filing.application_id)
    path = f"/review/projects/{project['id']}"
    details = owner.get(f"{path}/details")["example"]
    details[f"{role}_unit"] |= {"credit_code": unit["credit_code"], "name": unit["name"]}
    assert owner.put(f"{path}/details", details)["missing"] == []
    caller, must_change = walk.enter_platform(visitor, unit["login"], unit["password"])
    assert must_change is False
    walk.join_project(caller, walk.share_code(owner, project["id"], role))
    for one in owner.get(f"{path}/drawings")["required"]:
        if one["role"] == role:
            walk.upload_drawing(caller, project["id"], one["discipline"])
    assert {"survey": "V02", "design": "V03"}[role] not in walk.shortcomings(owner, project["id"])
    assert all(one["handed_in"] for one in owner.get(f"{path}/drawings")["required"] if one["role"] == role)


def test_an_agency_made_for_a_test_is_in_the_register_and_can_be_chosen(visitor: Client) -> None:
    agency = made(visitor, kind="agency", name="示例丁施工图审查有限公司", agency_class="class-1", regions=["4101"])
    walk.enter_platform(visitor, agency["login"], agency["password"])
    filing = walk.file(walk.prepare(visitor))
    owner = walk.open_account(visitor, filing.sms)
    listed = owner.items("/review/agencies")
    assert listed[0]["credit_code"] == "91410108MA9XXXX549", "the first of them stays the first"
    [mine] = [one for one in listed if one["id"] == agency["agency_id"]]
    assert (mine["credit_code"], mine["name"], mine["regions"]) == (agency["login"], agency["name"], ["4101"])
    project = walk.prepare_city_project(owner, filing.application_id)
    walk.complete_details(owner, project["id"])
    chosen = owner.put(f"/review/projects/{project['id']}/agency", {"agency_id": agency["agency_id"]})
    assert chosen["agency"]["name"] == agency["name"] and "V07" not in walk.shortcomings(owner, project["id"])
