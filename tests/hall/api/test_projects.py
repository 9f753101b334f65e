"""Projects: information completed with whole numbers (S5), entered by hand (S8), listed, one's own only."""

from typing import Any

import pytest

from tests.hall.applicant import Applicant
from tests.hall.place import People

BY_HAND: dict[str, Any] = {
    "project_name": "示例办公楼装饰装修项目",
    "project_type": "4",
    "region_code": "410105",
    "site_address": "金水区示例路10号",
    "construction_nature": "4",
    "engineering_class": "12",
    "fund_source": "2",
    "land_area": 1500,
    "building_area": 3200,
    "total_investment": 480.5,
    "planned_start": "2026-09-01",
    "planned_end": "2027-03-31",
    "scale_content": "办公楼一至五层室内装饰装修",
}


@pytest.mark.parametrize("area", [12.5, 12.0, "12", -1, True, None, 10**30, [1], {}])
@pytest.mark.parametrize("field", ["land_area", "building_area"])
async def test_areas_are_whole_numbers(owner: Applicant, field: str, area: object) -> None:
    path = f"/hall/projects/{await owner.project()}"
    before = await owner.get(path)
    problem = await owner.refused(422, "request-invalid", "PATCH", path, json={field: area})
    assert [error["pointer"] for error in problem["errors"]] == [f"/{field}"]
    assert await owner.get(path) == before


async def test_every_wrong_field_is_named(owner: Applicant) -> None:
    path = f"/hall/projects/{await owner.project()}"
    body = {
        "land_area": 1.5,
        "building_area": "9",
        "project_type": "99",
        "planned_start": "2026-02-30",
        "colour": "red",
    }
    problem = await owner.refused(422, "request-invalid", "PATCH", path, json=body)
    assert {error["pointer"] for error in problem["errors"]} == {f"/{name}" for name in body}


async def test_only_what_is_given_changes(owner: Applicant) -> None:
    project_id = await owner.link()
    first = await owner.call("PATCH", f"/hall/projects/{project_id}", json={"land_area": 20000})
    assert (first["land_area"], first["building_area"], first["complete"]) == (20000, None, False)
    second = await owner.call(
        "PATCH", f"/hall/projects/{project_id}", json={"building_area": 0, "site_address": "示例路2号"}
    )
    assert second["land_area"] == 20000 and second["complete"] and second["site_address"] == "示例路2号"


async def test_a_project_by_hand_gets_a_local_code(owner: Applicant) -> None:
    made = await owner.call("POST", "/hall/projects", json=BY_HAND)
    again = await owner.call("POST", "/hall/projects", json=BY_HAND)
    assert made["source"] == "manual" and made["complete"]
    assert made["project_code"].split("-")[1:] == ["410100", "99", "99", "000001"]
    assert again["project_code"].endswith("000002")
    assert {name: made[name] for name in BY_HAND} == BY_HAND


@pytest.mark.parametrize("field", BY_HAND)
async def test_every_star_must_be_filled(owner: Applicant, field: str) -> None:
    """S8."""
    body = {name: value for name, value in BY_HAND.items() if name != field}
    problem = await owner.refused(422, "request-invalid", "POST", "/hall/projects", json=body)
    assert [error["pointer"] for error in problem["errors"]] == [f"/{field}"]
    assert (await owner.get("/hall/projects"))["items"] == []


async def test_nothing_filled_names_all_stars(owner: Applicant) -> None:
    problem = await owner.refused(422, "request-invalid", "POST", "/hall/projects", json={})
    assert {error["pointer"] for error in problem["errors"]} == {f"/{name}" for name in BY_HAND}


async def test_dates_the_wrong_way_round_stop_nobody_and_the_form_says_so(owner: Applicant) -> None:
    dates = {"planned_start": "2027-03-31", "planned_end": "2026-09-01"}
    made = await owner.call("POST", "/hall/projects", json=BY_HAND | dates)
    changed = await owner.call("PATCH", f"/hall/projects/{made['id']}", json=dates)
    assert {name: changed[name] for name in dates} == dates
    check = await owner.get(f"{await owner.open(made['id'], 'renovation-fitout')}/check")
    assert "planned-dates-reversed" in [warning["code"] for warning in check["warnings"]]


async def test_the_documentation_shows_a_body_that_works(owner: Applicant) -> None:
    schemas = (await owner.get("/hall/openapi.json"))["components"]["schemas"]
    assert (await owner.call("POST", "/hall/projects", json=schemas["AddProject"]["examples"][0]))["complete"]


async def test_pages_follow_one_another(owner: Applicant) -> None:
    made = [(await owner.call("POST", "/hall/projects", json=BY_HAND))["id"] for _ in range(5)]
    first = await owner.get("/hall/projects", limit=2)
    second = await owner.get("/hall/projects", limit=2, cursor=first["next_cursor"])
    third = await owner.get("/hall/projects", limit=2, cursor=second["next_cursor"])
    assert [item["id"] for page in (first, second, third) for item in page["items"]] == made
    assert third["next_cursor"] is None
    await owner.refused(422, "request-invalid", "GET", "/hall/projects", params={"limit": 0})


async def test_anothers_project_does_not_exist(owner: Applicant, people: People) -> None:
    project_id = await owner.project()
    other = await people.log_in("91410105MA9XXXX2X8")
    path = f"/hall/projects/{project_id}"
    await other.refused(404, "not-found", "GET", path)
    await other.refused(404, "not-found", "PATCH", path, json={"land_area": 1})
    await other.refused(404, "not-found", "GET", f"{path}/matters")
    choice = {"stage": "construction-permit", "matter": "joint-review", "scenario": "buildings"}
    body = {"project_id": project_id, **choice}
    await other.refused(404, "not-found", "POST", "/hall/applications", json=body)
    assert (await other.get("/hall/projects"))["items"] == []
    assert (await owner.get(path))["land_area"] == 20000


async def test_two_accounts_of_one_unit_see_the_same(owner: Applicant, people: People) -> None:
    """F39: things belong to the unit."""
    project_id = await owner.project()
    colleague = await people.log_in()
    assert (await colleague.get(f"/hall/projects/{project_id}"))["id"] == project_id


@pytest.mark.parametrize("region", ["410101", "110105", "4101"])
async def test_a_heading_of_the_register_is_no_region(owner: Applicant, region: str) -> None:
    project_id = await owner.link()
    problem = await owner.refused(
        422, "request-invalid", "PATCH", f"/hall/projects/{project_id}", json={"region_code": region}
    )
    [error] = problem["errors"]
    assert (error["pointer"], error["code"]) == ("/region_code", "region-malformed") and "市辖区" in error["detail"]
    assert (await owner.complete(project_id, region_code="410154"))["region_code"] == "410154"
