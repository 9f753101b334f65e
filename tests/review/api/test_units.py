"""More than one survey and design unit: those that are there, and those that register (S11, S20)."""

import asyncio

import pytest

from tests.journeys.personas import MORE_UNITS
from tests.review.filings import OWNER, RETURNING
from tests.review.platform import AGENCIES, CHOSEN, DESIGN, PASSWORD, SURVEY, Platform

NEW = {
    "credit_code": "91410122MA9XXXX38U", "name": "示例景观设计有限公司", "role": "design", "phone": "13800000382",
    "password": CHOSEN,
}  # fmt: skip


@pytest.mark.parametrize(("role", "code"), [(role, code) for role, codes in MORE_UNITS.items() for code in codes])
async def test_three_of_each_are_there_from_the_start(platform: Platform, role: str, code: str) -> None:
    answer = await platform.visitor().post("/login", {"account": code, "password": PASSWORD}, expect=200)
    assert (answer["role"], answer["must_change_password"]) == (role, False)


@pytest.mark.parametrize("role", ["design", "survey"])
async def test_a_unit_registers_logs_in_and_takes_part(platform: Platform, role: str) -> None:
    made = await platform.visitor().post("/accounts", NEW | {"role": role, "credit_code": NEW["credit_code"].lower()})
    assert (made["account"], made["role"], made["phone"]) == (NEW["credit_code"], role, "138****0382")
    unit = await platform.login(NEW["credit_code"], CHOSEN)
    owner, project = await platform.editing()
    code = (await owner.post(f"/projects/{project['id']}/link-codes", {"role": role}))["code"]
    await unit.post("/project-links", {"code": code})
    [linked] = (await owner.get(f"/projects/{project['id']}"))["units"]
    assert (linked["credit_code"], linked["name"], linked["role"]) == (NEW["credit_code"], NEW["name"], role)


async def test_its_recovery_code_goes_to_its_own_phone(platform: Platform) -> None:
    await platform.visitor().post("/accounts", NEW)
    await platform.push(NEW["credit_code"], phone="13800000099")
    await platform.visitor().post("/password-recovery", {"account": NEW["credit_code"]}, expect=202)
    [issued] = await platform.events("review.phone_code.issued")
    assert issued["phone"] == NEW["phone"]


@pytest.mark.parametrize("taken", [DESIGN, SURVEY, RETURNING, AGENCIES[0]])
async def test_a_credit_code_has_one_account(platform: Platform, taken: str) -> None:
    problem = await platform.visitor().refused(
        409, "account-exists", "POST", "/accounts", json=NEW | {"credit_code": taken}
    )
    assert "找回密码" in problem["detail"]
    await platform.login(taken)


async def test_of_many_registrations_at_once_one_holds(platform: Platform) -> None:
    answers = await asyncio.gather(
        *(platform.visitor().send("POST", "/accounts", json=NEW | {"name": f"示例{n}号设计院"}) for n in range(5))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"credit_code": "91410122MA9XXXX38V"}, "request-invalid"),
        ({"credit_code": ""}, "request-invalid"),
        ({"phone": "12345"}, "request-invalid"),
        ({"name": "x"}, "request-invalid"),
        ({"role": "owner"}, "request-invalid"),
        ({"role": "agency"}, "request-invalid"),
        ({"password": None}, "request-invalid"),
        ({"password": "short1"}, "password-refused"),
        ({"password": "onlyletters"}, "password-refused"),
        ({"password": f"a{NEW['credit_code']}"}, "password-refused"),
        ({"colour": "red"}, "request-invalid"),
    ],
)
async def test_what_is_refused_and_where(platform: Platform, wrong: dict[str, str | None], code: str) -> None:
    problem = await platform.visitor().refused(422, code, "POST", "/accounts", json=NEW | wrong)
    assert {error["pointer"] for error in problem["errors"]} == {f"/{name}" for name in wrong}
    await platform.visitor().refused(
        401, "login-failed", "POST", "/login", json={"account": NEW["credit_code"], "password": CHOSEN}
    )


async def test_a_registered_unit_lives_in_its_sandbox(platform: Platform) -> None:
    await platform.visitor().post("/accounts", NEW)
    elsewhere = await platform.in_new_sandbox()
    await elsewhere.visitor().post("/accounts", NEW)
    await elsewhere.visitor().post("/accounts", NEW | {"credit_code": OWNER})
