"""What the hall refuses, persona by persona, with the guide's advice in the refusal."""

import pytest

from tests.journeys import walk
from tests.journeys.client import Client, Json
from tests.journeys.personas import BUILDING, ENERGY, INCOMPLETE, OFFICE, OWNER, PASSWORD, UNITS, UNVERIFIED


def link(owner: Client, code: object, name: object, status: int, refusal: str) -> Json:
    body = {"project_code": code, "project_name": name}
    return owner.refused(status, refusal, "POST", "/hall/projects/link", json=body)


def test_wrong_password_and_unknown_login_look_alike(visitor: Client) -> None:
    """A door that told them apart would tell strangers who has an account."""
    wrong = visitor.refused(401, None, "POST", "/portal/login", json={"login": OWNER.credit_code, "password": "wrong"})
    nobody = visitor.refused(
        401, None, "POST", "/portal/login", json={"login": "91410100MA9XXXX999", "password": PASSWORD}
    )
    assert wrong["code"] == nobody["code"]


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."])
def test_no_door_without_a_token(visitor: Client, token: str) -> None:
    stranger = visitor.derive(token=token) if token else visitor
    stranger.refused(401, None, "GET", "/hall/projects")
    stranger.refused(401, None, "GET", "/review/projects")
    stranger.refused(401, None, "GET", "/portal/account")


def test_a_token_opens_only_its_own_system(visitor: Client) -> None:
    owner = walk.log_in(visitor, OWNER.credit_code)
    unit, _ = walk.enter_platform(visitor, UNITS["design"])
    owner.refused(401, "not-logged-in", "GET", "/review/projects")
    unit.refused(401, "not-logged-in", "GET", "/hall/projects")


def test_an_incomplete_account_finds_the_hall_blank(visitor: Client) -> None:
    """S3: the login works, the hall does not; the way out is the portal."""
    owner = walk.log_in(visitor, INCOMPLETE.credit_code)
    assert owner.get("/portal/account")["profile_complete"] is False
    problem = owner.send("GET", "/hall/projects")
    assert problem.status_code == 403, problem.text
    assert "河南省政务服务网" in problem.json()["detail"]
    english = owner.derive(accept_language="en").send("GET", "/hall/projects").json()
    assert english["code"] == problem.json()["code"] and english["detail"].isascii()


def test_an_account_made_complete_opens_the_hall(visitor: Client) -> None:
    """S3: complete it at the portal, log in again."""
    stuck = walk.log_in(visitor, INCOMPLETE.credit_code)
    stuck.call(
        "PATCH",
        "/portal/account",
        200,
        json=walk.documented_example(visitor, "/portal/openapi.json", "PATCH", "/portal/account"),
    )
    owner = walk.log_in(visitor, INCOMPLETE.credit_code)
    assert owner.get("/portal/account")["profile_complete"] is True
    assert owner.items("/hall/projects") == []


def test_an_account_verified_may_link(visitor: Client) -> None:
    """S6: verify it at the portal, log in again: the login before it does not know."""
    before = walk.log_in(visitor, UNVERIFIED.credit_code)
    walk.verify(before)
    assert "重新登录" in link(before, *UNVERIFIED.project, 403, "account-not-verified")["detail"]
    owner = walk.log_in(visitor, UNVERIFIED.credit_code)
    assert walk.link_project(owner, *UNVERIFIED.project)["project_code"] == UNVERIFIED.project[0]


def test_a_new_company_registers(visitor: Client) -> None:
    """From registration to a project it links: 注册, 完善, 实名认证."""
    body = walk.documented_example(visitor, "/portal/openapi.json", "POST", "/portal/accounts")
    visitor.refused(409, None, "POST", "/portal/accounts", json=body)  # the example is a persona
    code = "91410100MA9XXXX973"
    registered = visitor.create("/portal/accounts", body | {"credit_code": code})
    assert registered["real_name_verified"] is False and registered["profile_complete"] is True
    walk.verify(walk.log_in(visitor, code, body["password"]))
    owner = walk.log_in(visitor, code, body["password"])
    made = visitor.create("/sim/investment-projects", {"credit_code": code})
    walk.link_project(owner, made["project_code"], made["project_name"])


def test_an_unverified_account_cannot_link(visitor: Client) -> None:
    """S6: right code, right name, and the number to call."""
    owner = walk.log_in(visitor, UNVERIFIED.credit_code)
    assert owner.get("/portal/account")["real_name_verified"] is False
    problem = link(owner, *UNVERIFIED.project, 403, "account-not-verified")
    assert "96500" in problem["detail"] and "0371-65250866" in problem["detail"]
    assert "实名认证" in problem["detail"]
    assert owner.items("/hall/projects") == []


def test_projects_that_cannot_be_linked(visitor: Client) -> None:
    """S4: unknown, renamed, somebody else's, linked already; each says so in its own words."""
    owner = walk.log_in(visitor, OWNER.credit_code)
    code, name = BUILDING
    refusals = {
        "unknown": link(owner, "2403-410105-04-01-999999", name, 404, "project-not-found"),
        "renamed": link(owner, code, name + "二期", 422, "project-name-mismatch"),
        "not yours": link(owner, *OFFICE.project, 404, "project-not-yours"),
    }
    project = walk.link_project(owner, code, name)
    refusals["already"] = link(owner, code, name, 409, "project-already-linked")
    assert len({problem["detail"] for problem in refusals.values()}) == 4
    assert [item["id"] for item in owner.items("/hall/projects")] == [project["id"]]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "123",
        "2403-410105-04-01-12345",
        "2403-410105-04-01-1234567",
        "24O3-410105-04-01-123456",
        "x" * 5000,
        None,
        7,
        [],
    ],
)
def test_malformed_project_codes(visitor: Client, code: object) -> None:
    owner = walk.log_in(visitor, OWNER.credit_code)
    body = {"project_code": code, "project_name": BUILDING[1]}
    refusal = "request-invalid" if not isinstance(code, str) or not 1 <= len(code) <= 64 else "project-code-malformed"
    problem = owner.refused(422, refusal, "POST", "/hall/projects/link", json=body)
    assert any(error["pointer"] == "/project_code" for error in problem["errors"]), problem


@pytest.mark.parametrize(
    "code", ["24034101050401123456", "２４０３－４１０１０５－０４－０１－１２３４５６", " 2403-410105-04-01-123456 "]
)
def test_project_codes_as_people_type_them(visitor: Client, code: str) -> None:
    owner = walk.log_in(visitor, OWNER.credit_code)
    assert walk.link_project(owner, code, BUILDING[1])["project_code"] == BUILDING[0]


@pytest.mark.parametrize("area", [20000.5, "20000", -1, True, None, 10**30, [1]])
def test_areas_are_whole_numbers(visitor: Client, area: object) -> None:
    """S5."""
    owner = walk.log_in(visitor, OWNER.credit_code)
    project = walk.link_project(owner, *BUILDING)
    problem = owner.refused(422, None, "PATCH", f"/hall/projects/{project['id']}", json={"land_area": area})
    assert problem["errors"][0]["pointer"] == "/land_area"
    assert owner.get(f"/hall/projects/{project['id']}")["land_area"] == 20000


def test_energy_has_no_joint_review(visitor: Client) -> None:
    """S7: the guide says it beforehand, the application says it again."""
    owner = walk.log_in(visitor, OWNER.credit_code)
    project = walk.link_project(owner, *ENERGY)
    offered = owner.get(f"/hall/projects/{project['id']}/matters", stage="construction-permit")
    assert "key-or-resettlement" not in str(offered), offered
    choice = {"stage": "construction-permit", "matter": "joint-review", "scenario": "buildings"}
    body = {"project_id": project["id"]} | choice
    assert "联合审图" in owner.refused(409, "matter-not-available", "POST", "/hall/applications", json=body)["detail"]
    assert owner.items("/hall/applications") == []


@pytest.mark.parametrize(
    "change",
    [
        {"scenario": "castles"},
        {"scenario": None},
        {"matter": "wedding"},
        {"stage": "completion"},
        {"scenario": 4},
        {"x": 1},
    ],
)
def test_no_application_without_a_proper_choice(visitor: Client, change: Json) -> None:
    """S9: one of four, no other."""
    owner = walk.log_in(visitor, OWNER.credit_code)
    project = walk.link_project(owner, *BUILDING)
    choice = {
        "project_id": project["id"],
        "stage": "construction-permit",
        "matter": "joint-review",
        "scenario": "buildings",
    }
    owner.refused(422, "request-invalid", "POST", "/hall/applications", json=choice | change)
    assert owner.items("/hall/applications") == []


def test_the_hall_asks_for_the_areas_first(visitor: Client) -> None:
    """S5 comes before S9: a project whose information is not complete opens no matter."""
    owner = walk.log_in(visitor, OWNER.credit_code)
    body = {"project_code": BUILDING[0], "project_name": BUILDING[1]}
    project = owner.create("/hall/projects/link", body)
    choice = {
        "project_id": project["id"],
        "stage": "construction-permit",
        "matter": "joint-review",
        "scenario": "buildings",
    }
    owner.refused(409, "project-incomplete", "POST", "/hall/applications", json=choice)


def test_a_refusal_in_english(visitor: Client) -> None:
    owner = walk.log_in(visitor, OWNER.credit_code)
    english = owner.derive(accept_language="en")
    code = "2403-410105-04-01-999999"
    chinese = link(owner, code, "无", 404, "project-not-found")
    translated = link(english, code, "无", 404, "project-not-found")
    assert translated["code"] == chinese["code"] and translated["detail"] != chinese["detail"]
    assert code in translated["detail"]
