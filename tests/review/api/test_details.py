"""完善项目详细信息 (S20, S11)."""

from typing import Any

import pytest

from services.review.rules.details import judge
from services.review.rules.disciplines import SCENARIOS
from tests.review.filings import hall_form
from tests.review.person import Person
from tests.review.platform import DESIGN, SURVEY, Platform


async def put(owner: Person, project_id: str, values: Any) -> Any:
    return await owner.put(f"/projects/{project_id}/details", values)


@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_the_city_form_is_taken_over(platform: Platform, scenario: str) -> None:
    owner, project = await platform.editing(scenario=scenario)
    details = await owner.get(f"/projects/{project['id']}/details")
    form = hall_form(scenario)
    assert details["values"]["project"]["site_address"] == form["project"]["site_address"]
    assert details["values"]["buildings"][0]["name"] == form["buildings"][0]["name"]
    assert all(pointer.startswith(("/review", "/persons")) for pointer in details["missing"]), details["missing"]
    assert details["example"]["design_unit"]["credit_code"] == DESIGN
    assert scenario == "renovation-fitout" or details["example"]["survey_unit"]["credit_code"] == SURVEY
    after = await put(owner, project["id"], details["example"])
    assert after["missing"] == [] and after["values"] == details["example"] == after["example"]


async def test_an_empty_form_has_a_complete_example_all_the_same(platform: Platform) -> None:
    owner, project = await platform.selected(form={"buildings": "x", "project": {"land_area": "many"}})
    path = f"/projects/{project['id']}"
    basics = await owner.get(f"{path}/basic")
    assert basics["values"] == {"project": {}}
    assert (await owner.put(f"{path}/basic", basics["example"]))["missing"] == []
    details = await owner.get(f"{path}/details")
    assert details["values"] == basics["example"]
    assert judge("buildings", details["example"]).missing == ()


async def test_drafts_may_be_incomplete(platform: Platform) -> None:
    owner, project = await platform.editing()
    after = await put(owner, project["id"], {"review": {"scale": "9"}})
    assert after["values"] == {"review": {"scale": "9"}}
    assert "/review/joint_fire_review" in after["missing"] and "/buildings" in after["missing"]


async def test_further_design_units(platform: Platform) -> None:
    """S11: the city's form takes the main one, the others are told here."""
    owner, project = await platform.editing()
    values = (await owner.get(f"/projects/{project['id']}/details"))["example"]
    row = {
        "name": "示例幕墙设计有限公司", "credit_code": "91410106MA9XXXX702", "scope": "幕墙", "leader_name": "周示例",
        "leader_id_type": "1", "leader_id_number": "410184197512311234", "leader_phone": "13800000021",
    }  # fmt: skip
    after = await put(owner, project["id"], values | {"further_design_units": [row, row | {"scope": "景观"}]})
    assert after["missing"] == [] and len(after["values"]["further_design_units"]) == 2
    del row["scope"]
    after = await put(owner, project["id"], values | {"further_design_units": [row]})
    assert after["missing"] == ["/further_design_units/0/scope"]
    assert after["example"]["further_design_units"][0]["scope"]


async def test_every_wrong_field_is_told(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/details"
    before = (await owner.get(path))["values"]
    wrong = {
        "project": {"land_area": "many", "planned_start": "2024-13-45", "unheard_of": 1},
        "review": {"scale": "enormous", "joint_fire_review": 1},
        "owner": {"credit_code": "91410100MA9XXXX119", "leader_phone": "12345"},
        "buildings": [{"floors_up": 1.5, "name": ""}],
        "persons": {},
    }
    problem = await owner.refused(422, "request-invalid", "PUT", path, json=wrong)
    assert {error["pointer"] for error in problem["errors"]} == {
        "/project/land_area", "/project/planned_start", "/project/unheard_of", "/review/scale",
        "/review/joint_fire_review", "/owner/credit_code", "/owner/leader_phone", "/buildings/0/floors_up",
        "/buildings/0/name", "/persons",
    }  # fmt: skip
    assert (await owner.get(path))["values"] == before


@pytest.mark.parametrize("wrong", [[], "x", 5, True])
async def test_details_are_an_object(platform: Platform, wrong: Any) -> None:
    owner, project = await platform.editing()
    await owner.refused(422, "request-invalid", "PUT", f"/projects/{project['id']}/details", json=wrong)


@pytest.mark.parametrize(
    "raw", [b'{"a":', b"", b"null", b"[" * 20_000, b'{"project": {"land_area": NaN}}', b'{"a": "\xff"}']
)
async def test_what_is_no_json(platform: Platform, raw: bytes) -> None:
    owner, project = await platform.editing()
    headers = {"Content-Type": "application/json"}
    response = await owner.send("PUT", f"/projects/{project['id']}/details", content=raw, headers=headers)
    assert response.status_code in (400, 422)


async def test_the_schema_is_told(platform: Platform) -> None:
    owner, project = await platform.editing()
    schema = await owner.get(f"/projects/{project['id']}/details/schema")
    assert schema["properties"]["review"]["properties"]["scale"]["x-labels"]["8"] == "大型"
