"""The whole road, for every kind of owner and every scenario."""

from typing import Any

import pytest

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import BUILDING, INSTITUTION, OFFICE, OWNER, RETURNING, ROAD, Persona

ROADS = {
    "owner, buildings": (OWNER, BUILDING, "buildings"),
    "owner, municipal": (OWNER, ROAD, "municipal"),
    "government office, resettlement housing": (OFFICE, OFFICE.project, "key-or-resettlement"),
}


@pytest.mark.parametrize(("persona", "project", "scenario"), ROADS.values(), ids=ROADS)
def test_from_login_to_submission(visitor: Client, persona: Persona, project: tuple[str, str], scenario: str) -> None:
    prepared = walk.prepare(visitor, persona.credit_code, project, scenario)
    assert prepared.owner.get(f"{prepared.path}/check")["warnings"] == [], "the example tells one story"
    filing = walk.file(prepared)
    assert filing.sms["vars"]["account"] == persona.credit_code  # S16, S19
    owner = walk.open_account(visitor, filing.sms)

    pushed = walk.find_city_project(owner, filing.application_id)
    assert (pushed["project_code"], pushed["project_name"]) == project

    submitted = walk.submit_for_review(visitor, owner, filing.application_id)
    assert submitted["assigned_by"] == "owner"
    assert owner.get(f"/review/projects/{submitted['project_id']}")["status"] == "submitted"


def test_government_procurement_is_assigned_by_rotation(visitor: Client) -> None:
    """S21: an institution's procured review has no agency to choose."""
    filing = walk.file(walk.prepare(visitor, INSTITUTION.credit_code, INSTITUTION.project, "municipal"))
    owner = walk.open_account(visitor, filing.sms)
    project = walk.prepare_city_project(owner, filing.application_id)
    assert project["government_procurement"] is True

    agency = owner.items("/review/agencies")[0]
    owner.refused(
        409,
        "agency-assigned-by-rotation",
        "PUT",
        f"/review/projects/{project['id']}/agency",
        json={"agency_id": agency["id"]},
    )
    walk.complete_details(owner, project["id"])
    walk.bring_in_units(visitor, owner, project["id"])
    walk.provide_planning_documents(owner, project["id"])
    assert walk.submit(owner, project["id"])["assigned_by"] == "rotation"


def test_two_procured_projects_get_different_agencies(visitor: Client) -> None:
    """轮候: the next one is the next one's."""
    owner = walk.log_in(visitor, INSTITUTION.credit_code)
    first = walk.file(walk.prepare(visitor, INSTITUTION.credit_code, INSTITUTION.project, "municipal"))
    platform = walk.open_account(visitor, first.sms)
    one = walk.submit_for_review(visitor, platform, first.application_id)

    made = visitor.create("/sim/investment-projects", {"credit_code": INSTITUTION.credit_code})
    project = walk.link_project(owner, made["project_code"], made["project_name"])
    changes: dict[str, Any] = {"project": {"government_procurement": True}}
    second = walk.prepare_for(owner, INSTITUTION.credit_code, project["id"], "municipal", **changes)
    code = walk.code_from_phone(owner, second.application_id)
    walk.confirm(owner, second.application_id, code)
    walk.await_event(owner, walk.journey_of(second), "sms.message.delivered")
    other = walk.submit_for_review(visitor, platform, second.application_id)
    assert {one["assigned_by"], other["assigned_by"]} == {"rotation"}
    assert one["agency"]["id"] != other["agency"]["id"]


def test_an_owner_with_an_account_gets_no_password(visitor: Client) -> None:
    """S19: the text says to use the account there is; it opens with its old password."""
    filing = walk.prepare(visitor, RETURNING.credit_code, RETURNING.project, "buildings")
    filing = walk.file(filing)
    assert filing.sms["vars"]["account"] == RETURNING.credit_code
    assert not filing.sms["vars"].get("initial_password")
    owner, must_change = walk.enter_platform(visitor, RETURNING.credit_code)
    assert must_change is False
    assert walk.submit_for_review(visitor, owner, filing.application_id)["status"] == "submitted"


def test_a_fit_out_without_a_project_code(visitor: Client) -> None:
    """S8: the project is entered by hand, every starred field of it."""
    owner = walk.log_in(visitor, OWNER.credit_code)
    project = walk.enter_project_by_hand(owner)
    filing = walk.file(walk.prepare_for(owner, OWNER.credit_code, project["id"], "renovation-fitout"))
    platform = walk.open_account(visitor, filing.sms)
    assert walk.submit_for_review(visitor, platform, filing.application_id)["status"] == "submitted"


def test_a_company_made_on_the_spot(visitor: Client) -> None:
    """A tester who wants a company of his own, with a project of its own."""
    company = visitor.create("/sim/enterprises", {})
    made = visitor.create("/sim/investment-projects", {"credit_code": company["credit_code"]})
    project = (made["project_code"], made["project_name"])
    owner = walk.log_in(visitor, company["credit_code"], company.get("password", "Demo@2026"))
    linked = walk.link_project(owner, *project)
    filing = walk.file(walk.prepare_for(owner, company["credit_code"], linked["id"], "buildings"))
    assert filing.sms["vars"]["initial_password"]


@pytest.mark.parametrize("now", ["2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z"])
def test_the_road_is_open_on_the_first_and_the_last_day_a_clock_can_show(visitor: Client, now: str) -> None:
    """And a moment later: the clock runs on."""
    visitor.call("PUT", "/sim/clock", 200, json={"now": now})
    assert walk.walk(visitor)["status"] == "submitted"
