"""What the province refuses: link codes, drawings, agencies, planning documents, submission."""

import pytest

from tests.journeys import walk
from tests.journeys.client import Client, Json
from tests.journeys.personas import DESIGN_UNIT, OFFICE, OWNER, PASSWORD, RETURNING, SURVEY_UNIT


@pytest.fixture
def owner(visitor: Client) -> Client:
    """An owner with an account on the platform and one project pushed to it."""
    walk.file(walk.prepare(visitor, RETURNING.credit_code, RETURNING.project))
    return walk.enter_platform(visitor, RETURNING.credit_code)[0]


@pytest.fixture
def project(owner: Client) -> Json:
    return walk.prepare_city_project(owner, owner.items("/review/city-projects")[0]["application_id"])


def test_before_the_password_is_changed_nothing_else_opens(visitor: Client) -> None:
    filing = walk.file(walk.prepare(visitor))
    newcomer, must_change = walk.enter_platform(visitor, OWNER.credit_code, filing.sms["vars"]["initial_password"])
    assert must_change is True
    newcomer.refused(403, "password-change-required", "GET", "/review/city-projects")
    for weak in ("short", filing.sms["vars"]["initial_password"]):
        newcomer.refused(422, "password-refused", "PUT", "/review/password", json={"new_password": weak})
    for none in ("", 12345678, None):
        newcomer.refused(422, "request-invalid", "PUT", "/review/password", json={"new_password": none})
    newcomer.put("/review/password", {"new_password": walk.NEW_PASSWORD})
    visitor.refused(
        401,
        "login-failed",
        "POST",
        "/review/login",
        json={"account": OWNER.credit_code, "password": filing.sms["vars"]["initial_password"]},
    )


def test_a_lost_password_is_recovered_by_sms(visitor: Client, owner: Client) -> None:
    """S16: the account is the credit code; the code comes to the phone of the account, which was there before."""
    phone = "13800000097"
    with walk.next_message(visitor, phone, "code") as sms:
        visitor.post("/review/password-recovery", {"account": RETURNING.credit_code}, expect=202)
    path = "/review/password-recovery/confirmation"
    body = {"account": RETURNING.credit_code, "code": sms["vars"]["code"], "new_password": walk.NEW_PASSWORD}
    wrong = f"{(int(body['code']) + 1) % 1_000_000:06}"
    visitor.refused(422, "verification-code-wrong", "POST", path, json=body | {"code": wrong})
    visitor.post(path, body)
    visitor.refused(422, "verification-code-expired", "POST", path, json=body)  # used up
    walk.enter_platform(visitor, RETURNING.credit_code, walk.NEW_PASSWORD)
    lost = {"account": RETURNING.credit_code, "password": PASSWORD}
    visitor.refused(401, "login-failed", "POST", "/review/login", json=lost)


def test_recovery_does_not_tell_who_has_an_account(visitor: Client) -> None:
    known, unknown = [
        visitor.post("/review/password-recovery", {"account": persona.credit_code}, expect=202)
        for persona in (RETURNING, OFFICE)
    ]
    assert known == unknown


def test_a_city_project_is_chosen_once(owner: Client) -> None:
    pushed = owner.items("/review/city-projects")[0]
    owner.create("/review/projects", {"city_project_id": pushed["id"]})
    body = {"city_project_id": pushed["id"]}
    owner.refused(409, "city-project-already-selected", "POST", "/review/projects", json=body)
    assert len(owner.items("/review/projects")) == 1


def test_link_codes(visitor: Client, owner: Client, project: Json) -> None:
    """分享项目关联码: for one role, one unit, a while."""
    design, _ = walk.enter_platform(visitor, DESIGN_UNIT)
    survey, _ = walk.enter_platform(visitor, SURVEY_UNIT)
    code = walk.share_code(owner, project["id"], "design")
    links = "/review/project-links"
    for wrong in ("NOSUCHCODE", code + "x", code[:-1]):
        design.refused(404, "link-code-invalid", "POST", links, json={"code": wrong})
    design.refused(422, "request-invalid", "POST", links, json={"code": ""})
    survey.refused(409, "link-code-wrong-role", "POST", links, json={"code": code})
    owner.refused(403, "survey-and-design-units-only", "POST", links, json={"code": code})
    walk.join_project(design, code)
    design.refused(409, "project-already-linked", "POST", links, json={"code": code})
    for role in ("agency", "", None, 5):
        path = f"/review/projects/{project['id']}/link-codes"
        owner.refused(422, "request-invalid", "POST", path, json={"role": role})


def test_only_linked_units_bring_drawings(visitor: Client, owner: Client, project: Json) -> None:
    path = f"/review/projects/{project['id']}/drawings"
    required = owner.get(path)["required"]
    discipline = next(item["discipline"] for item in required if item["role"] == "design")
    sheet = {"file": ("a.pdf", walk.pdf("a"), "application/pdf")}
    design, _ = walk.enter_platform(visitor, DESIGN_UNIT)
    data = {"discipline": discipline}
    design.refused(404, "not-found", "POST", path, files=sheet, data=data)
    owner.refused(403, "survey-and-design-units-only", "POST", path, files=sheet, data=data)
    walk.join_project(design, walk.share_code(owner, project["id"], "design"))
    design.refused(422, "request-invalid", "POST", path, files=sheet, data={"discipline": "cookery"})
    walk.upload_drawing(design, project["id"], discipline)
    script = {"file": ("a.pdf", b"#!/bin/sh\necho no", "application/pdf")}
    design.refused(422, None, "POST", path, files=script, data=data)
    assert len(owner.get(path)["items"]) == 1


def test_a_submission_lists_what_is_missing(owner: Client, project: Json) -> None:
    """S23: the same list before and at the submission."""
    expected = walk.shortcomings(owner, project["id"])
    assert {"V01", "V02", "V03", "V06", "V09"} <= set(expected), expected
    response = owner.send("POST", f"/review/projects/{project['id']}/submission")
    assert response.status_code == 422
    listed = response.json().get("problems") or response.json()["errors"]
    assert [problem["code"] for problem in listed] == expected
    assert owner.get(f"/review/projects/{project['id']}")["status"] == "editing"


def test_each_shortcoming_goes_when_it_is_mended(visitor: Client, owner: Client, project: Json) -> None:
    project_id = project["id"]
    walk.complete_details(owner, project_id)
    assert "V01" not in walk.shortcomings(owner, project_id)
    required = owner.get(f"/review/projects/{project_id}/drawings")["required"]
    design, _ = walk.enter_platform(visitor, DESIGN_UNIT)
    walk.join_project(design, walk.share_code(owner, project_id, "design"))
    found = walk.shortcomings(owner, project_id)
    assert "V03" not in found and {"V02", "V04"} <= set(found)
    unsealed = [
        walk.upload_drawing(design, project_id, item["discipline"], seal=False)
        for item in required
        if item["role"] == "design"
    ]
    assert "V05" in walk.shortcomings(owner, project_id)
    for drawing in unsealed:
        design.post(f"/review/projects/{project_id}/drawings/{drawing}/seal")
    assert "V05" not in walk.shortcomings(owner, project_id)
    walk.provide_planning_documents(owner, project_id)
    assert "V09" not in walk.shortcomings(owner, project_id)
    walk.choose_agency(owner, project_id)
    survey, _ = walk.enter_platform(visitor, SURVEY_UNIT)
    walk.join_project(survey, walk.share_code(owner, project_id, "survey"))
    for item in required:
        if item["role"] == "survey":
            walk.upload_drawing(survey, project_id, item["discipline"])
    assert walk.shortcomings(owner, project_id) == []
    assert walk.submit(owner, project_id)["assigned_by"] == "owner"
    owner.refused(409, None, "POST", f"/review/projects/{project_id}/submission")


def test_a_submitted_project_is_closed_to_the_hall(visitor: Client) -> None:
    """Once the province reviews it, the city cannot take it back."""
    filing = walk.file(walk.prepare(visitor, RETURNING.credit_code, RETURNING.project))
    platform, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    walk.submit_for_review(visitor, platform, filing.application_id)
    walk.settle(visitor)
    filing.owner.refused(409, None, "POST", f"{filing.path}/withdrawal", json={})


def test_help_for_survey_and_design_units(visitor: Client) -> None:
    """S24, without logging in."""
    documents = visitor.items("/review/support/documents")
    assert documents
    for document in documents:
        visitor.call("GET", f"/review/support/documents/{document['id']}", 200)
