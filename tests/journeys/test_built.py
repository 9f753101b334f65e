"""Applications built up to a stage in one call: by the real steps, so that one can go on from there by hand."""

import pytest

from tests.journeys.client import Client, Json
from tests.journeys.personas import (
    DESIGN_UNIT,
    ENERGY,
    INCOMPLETE,
    INSTITUTION,
    OFFICE,
    PASSWORD,
    RETURNING,
    UNVERIFIED,
)

STAGES = (
    "draft", "form", "materials", "confirmed", "pushed", "selected", "detailed", "linked", "drawn", "agency", "planned",
    "submitted",
)  # fmt: skip
IN_HALL = STAGES[:4]
REVIEW_STATUS = {"pushed": "received", "selected": "basic", "submitted": "submitted"}
NO_SUCH_NUMBER = "13800000404"


def build(visitor: Client, stage: str, **asked: object) -> Json:
    return visitor.create("/sim/applications", {"stage": stage, **asked})


def test_each_stage_has_what_came_before_and_no_more(visitor: Client) -> None:
    for stage in STAGES:
        made = build(visitor, stage)
        owner = visitor.derive(token=made["tokens"]["portal"])
        here = f"/hall/applications/{made['application_id']}"
        shown = owner.get(here)
        assert (shown["number"], shown["status"]) == (made["number"], made["status"]), stage
        assert not owner.get(f"{here}/form")["missing"] or stage == "draft"
        assert owner.get(f"{here}/check")["ready"] is (stage not in ("draft", "form")), stage
        assert (made["review_project_id"] is None) is (stage in IN_HALL), stage
        if stage in IN_HALL:
            assert set(made["tokens"]) == {"portal"} and made["account"] is None
            continue
        assert made["review_status"] == REVIEW_STATUS.get(stage, "editing"), stage
        at_review = STAGES.index(stage)
        assert bool(made["link_codes"]) is (at_review >= STAGES.index("linked"))
        assert bool(made["agency"]) is (at_review >= STAGES.index("agency"))
    assert made["status"] == "in-review", "the city has heard of the submission"


def test_one_goes_on_from_there_by_hand(visitor: Client) -> None:
    made = build(visitor, "drawn", leader_phone="13800000009")
    login = visitor.post("/review/login", {"account": made["account"], "password": made["password"]})
    assert login["must_change_password"] is False
    review, project = visitor.derive(token=made["tokens"]["review"]), f"/review/projects/{made['review_project_id']}"
    drawn = review.get(f"{project}/drawings")
    assert drawn["items"] and all(one["handed_in"] for one in drawn["required"])
    assert all(one["sealed"] for one in drawn["items"])
    agency = review.get("/review/agencies")["items"][0]["id"]
    review.put(f"{project}/agency", {"agency_id": agency})
    lacking = {one["code"] for one in review.get(f"{project}/submission-check")["problems"]}
    assert lacking == {"V09"}, "planning documents come with the stage after the agency"
    unit = visitor.derive(token=made["tokens"]["design"])
    assert unit.get(project)["id"] == made["review_project_id"]
    text = visitor.get("/sim/phones/13800000009/messages")["items"][0]
    assert text["vars"]["account"] == made["account"], "texted to the phone that was asked for"


def test_the_texted_password_is_the_one_until_it_is_changed(visitor: Client) -> None:
    made = build(visitor, "pushed")
    login = visitor.post("/review/login", {"account": made["account"], "password": made["password"]})
    assert login["must_change_password"] is True
    again = build(visitor, "selected")
    assert again["password"] != made["password"]
    visitor.post("/review/login", {"account": made["account"], "password": again["password"]})
    seeded = build(visitor, "pushed", credit_code=RETURNING.credit_code)
    assert seeded["password"] == PASSWORD, "whose account was there before"


@pytest.mark.parametrize(
    ("scenario", "credit_code", "assigned_by"),
    [
        ("municipal", INSTITUTION.credit_code, "rotation"),
        ("key-or-resettlement", OFFICE.credit_code, "owner"),
        ("renovation-fitout", RETURNING.credit_code, "owner"),
    ],
)
def test_every_scenario_goes_to_its_end(visitor: Client, scenario: str, credit_code: str, assigned_by: str) -> None:
    made = build(visitor, "submitted", scenario=scenario, credit_code=credit_code)
    assert (made["scenario"], made["review_status"]) == (scenario, "submitted")
    assert made["agency"]["assigned_by"] == assigned_by


def test_a_company_made_for_a_test_needs_no_project_first(visitor: Client) -> None:
    company = visitor.create("/sim/enterprises", {})
    made = build(visitor, "pushed", credit_code=company["credit_code"])
    assert made["owner"]["name"] == company["name"] and made["project_code"].startswith("2")


def test_a_hundred_at_once(visitor: Client) -> None:
    items = build(visitor, "pushed", count=100)["items"]
    assert len({one["application_id"] for one in items}) == len({one["number"] for one in items}) == 100
    assert {one["review_status"] for one in items} == {"received"}
    state = visitor.get("/sim/state")
    assert (state["confirmed"], state["pushed"], state["texted"]) == (100, 100, 100)
    assert {one["holds"] for one in state["invariants"]} == {True}


def test_the_trace_shows_the_hand_and_every_step(visitor: Client) -> None:
    tester = visitor.derive(Sim_Actor="alice")
    made = build(tester, "submitted")
    steps = visitor.get(f"/sim/journeys/{made['journey']}")["steps"]
    hand = steps[0]
    assert (hand["kind"], hand["name"], hand["status"]) == ("control", "application.built", "done")
    assert (hand["actor"]["account"], hand["detail"]["stage"]) == ("alice", "submitted")
    states = [(step["name"], step["status"]) for step in steps if step["kind"] == "state"]
    for expected in (
        ("application", "draft"), ("form", "complete"), ("material", "sealed"), ("phone_code", "issued"),
        ("application", "confirmed"), ("city-project", "pushed"), ("project", "basic"), ("project", "editing"),
        ("link-code", "issued"), ("unit", "linked"), ("drawing", "sealed"), ("agency", "chosen"),
        ("project", "submitted"), ("application", "in-review"),
    ):  # fmt: skip
        assert expected in states, expected
    opened = next(step for step in steps if (step["name"], step["status"]) == ("application", "draft"))
    assert opened["caused_by"] == hand["id"]
    assert {step["status"] for step in steps if step["kind"] == "delivery"} == {"handled"}


def test_a_text_that_does_not_arrive_holds_nothing_up(visitor: Client) -> None:
    made = build(visitor, "pushed", leader_phone=NO_SUCH_NUMBER)
    assert (made["review_status"], made["password"]) == ("received", None), "nobody was told the password"


def test_what_is_refused_is_refused_as_it_would_be_there(visitor: Client) -> None:
    def refused(status: int, code: str, **asked: object) -> Json:
        return visitor.refused(status, code, "POST", "/sim/applications", json={"stage": "pushed", **asked})

    unknown = refused(422, "request-invalid", stage="signed")
    assert unknown["errors"][0]["pointer"] == "/stage"
    assert all(stage in unknown["errors"][0]["detail"] for stage in STAGES), "with the list"
    refused(403, "account-not-verified", credit_code=UNVERIFIED.credit_code)
    refused(403, "account-incomplete", credit_code=INCOMPLETE.credit_code)
    refused(409, "matter-not-available", project_code=ENERGY[0])
    refused(404, "project-not-yours", project_code=OFFICE.project[0])
    refused(404, "project-not-found", project_code="2403-410105-04-01-999999")
    nobody = refused(422, "request-invalid", credit_code=DESIGN_UNIT)
    assert nobody["errors"][0]["pointer"] == "/credit_code"
    scenario = refused(422, "request-invalid", scenario="castle")
    assert "buildings" in scenario["errors"][0]["detail"]
    for wrong in (
        {"count": 0}, {"count": 201}, {"count": "3"}, {"leader_phone": "12"}, {"leader_phone": 1}, {"stage": None},
        {"stages": "pushed"}, {"project_code": "x" * 1_000_000}, {"scenario": "x" * 1_000_000},
        {"project_code": "a\0b"}, {"scenario": ["buildings"]}, {"credit_code": {"a": 1}},
    ):  # fmt: skip
        answer = visitor.send("POST", "/sim/applications", json={"stage": "draft", **wrong})
        assert 400 <= answer.status_code < 500, wrong
    assert visitor.get("/sim/journeys")["items"] == [], "whatever was refused has no journey"
    assert build(visitor, "draft")["status"] == "draft"
