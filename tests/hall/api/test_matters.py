"""Matters and scenarios on offer, and opening one (S5, S7, S9, S18)."""

import asyncio
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.hall.applicant import Applicant

CHOICE = {"stage": "construction-permit", "matter": "joint-review", "scenario": "buildings"}
ENERGY = ("2403-410105-04-01-123458", "示例能源站项目")
ROAD = ("2403-410105-04-01-123457", "示例道路改造工程")


async def test_scenarios_and_their_forms(owner: Applicant) -> None:
    items = (await owner.get("/hall/scenarios"))["items"]
    scenarios = [item["scenario"] for item in items]
    assert (items[1]["title"], items[1]["title_en"]) == ("房屋类", "Buildings")
    assert items[1]["description_en"] == "Construction, extension or alteration of buildings."
    assert scenarios == ["renovation-fitout", "buildings", "municipal", "key-or-resettlement"]
    for scenario in scenarios:
        schema = await owner.get(f"/hall/scenarios/{scenario}/form")
        Draft202012Validator.check_schema(schema)
        assert list(Draft202012Validator(schema).iter_errors(schema["examples"][0])) == []
        assert "leader_phone" in schema["properties"]["owner"]["properties"]
        assert schema["properties"]["owner"]["properties"]["leader_phone"]["title"] == "项目负责人手机号"
        assert schema["properties"]["owner"]["x-title-en"] == "Owner"
        assert (
            schema["properties"]["project"]["properties"]["scenario"]["x-labels-en"]["municipal"] == "Municipal works"
        )
    await owner.refused(404, "not-found", "GET", "/hall/scenarios/castles/form")


async def test_what_is_on_offer(owner: Applicant) -> None:
    project_id = await owner.project()
    offered = await owner.get(f"/hall/projects/{project_id}/matters", stage="construction-permit")
    (matter,) = offered["items"]
    assert matter["matter"] == "joint-review" and len(matter["scenarios"]) == 4
    assert (matter["title_en"], matter["scenarios"][0]["title_en"]) == ("Joint review", "Buildings")
    assert matter["advice_en"] == "Choose the scenario of the joint review that fits the project."
    nothing = await owner.get(f"/hall/projects/{project_id}/matters", stage="completion")
    assert nothing["items"] == []
    assert nothing["advice_en"] == "Completion acceptance stage: nothing is handled in this system."
    wrong = await owner.refused(
        422, "request-invalid", "GET", f"/hall/projects/{project_id}/matters", params={"stage": "dinner"}
    )
    assert wrong["errors"][0]["pointer"] == "/query/stage"


async def test_energy_has_no_joint_review(owner: Applicant) -> None:
    """S7."""
    project_id = await owner.project(*ENERGY)
    offered = await owner.get(f"/hall/projects/{project_id}/matters", stage="construction-permit")
    assert offered["items"] == [] and "能源" in offered["advice"]
    body = {"project_id": project_id, **CHOICE}
    problem = await owner.refused(409, "matter-not-available", "POST", "/hall/applications", json=body)
    assert "服务指南" in problem["detail"] and "联合审图" in problem["detail"]
    assert (await owner.get("/hall/applications"))["items"] == []


async def test_the_right_type_brings_the_matter_back(owner: Applicant) -> None:
    """项目类型如果不确定，可以浏览“服务指南”."""
    project_id = await owner.project(*ENERGY)
    await owner.complete(project_id, project_type="3")
    assert await owner.open(project_id)


async def test_a_scenario_unusual_for_the_type_is_a_warning(owner: Applicant) -> None:
    """应根据项目情形选择: the guide leaves the choice to the applicant."""
    project_id = await owner.project(*ROAD)
    body = {"project_id": project_id, **CHOICE, "scenario": "renovation-fitout"}
    opened = await owner.post("/hall/applications", body)
    assert [(warning["code"], warning["pointer"]) for warning in opened["warnings"]] == [
        ("scenario-unusual", "/scenario")
    ]
    path = f"/hall/applications/{opened['id']}"
    await owner.fill(path)
    await owner.provide(path)
    check = await owner.get(f"{path}/check")
    assert check["ready"] is True
    assert ("scenario-unusual", "/project/scenario") in {(w["code"], w["pointer"]) for w in check["warnings"]}


async def test_all_scenarios_are_on_offer_the_usual_ones_first(owner: Applicant) -> None:
    project_id = await owner.project(*ROAD)
    [matter] = (await owner.get(f"/hall/projects/{project_id}/matters"))["items"]
    offered = {item["scenario"]: item for item in matter["scenarios"]}
    assert next(iter(offered)) == "municipal" and list(offered)[-1] == "renovation-fitout" and len(offered) == 4
    assert offered["municipal"]["usual"] is True and offered["municipal"]["advice"] == ""
    assert offered["renovation-fitout"]["usual"] is False and "市政类" in offered["renovation-fitout"]["advice"]
    assert all(item["description"] for item in offered.values()), "each says when to choose it"


async def test_a_usual_scenario_is_no_warning(owner: Applicant) -> None:
    body = {"project_id": await owner.project(), **CHOICE}
    assert (await owner.post("/hall/applications", body))["warnings"] == []


@pytest.mark.parametrize("given", [{}, {"land_area": 20000}, {"building_area": 45000}])
async def test_the_areas_come_first(owner: Applicant, given: dict[str, int]) -> None:
    """S5."""
    project_id = await owner.link()
    await owner.call("PATCH", f"/hall/projects/{project_id}", json=given)
    body = {"project_id": project_id, **CHOICE}
    problem = await owner.refused(409, "project-incomplete", "POST", "/hall/applications", json=body)
    assert {error["pointer"] for error in problem["errors"]} == {"/land_area", "/building_area"} - {
        f"/{name}" for name in given
    }


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"scenario": "castles"}, "/scenario"),
        ({"scenario": None}, "/scenario"),
        ({"scenario": 4}, "/scenario"),
        ({"matter": "wedding"}, "/matter"),
        ({"stage": "dinner"}, "/stage"),
        ({"stage": "completion"}, "/stage"),
        ({"x": 1}, "/x"),
    ],
)
async def test_one_of_four_no_other(owner: Applicant, change: dict[str, Any], pointer: str) -> None:
    """S9."""
    body = {"project_id": await owner.project(), **CHOICE} | change
    problem = await owner.refused(422, "request-invalid", "POST", "/hall/applications", json=body)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert (await owner.get("/hall/applications"))["items"] == []


async def test_numbers_of_the_day(owner: Applicant) -> None:
    """申请编号: the date and a serial; 工程代码: the project's code and a serial."""
    project_id = await owner.project()
    opened = [await owner.get(await owner.open(project_id)) for _ in range(3)]
    day = opened[0]["created_at"][:10].replace("-", "")
    assert [item["number"] for item in opened] == [f"{day}000{serial}" for serial in (1, 2, 3)]
    assert [item["engineering_code"][-5:] for item in opened] == ["-0001", "-0002", "-0003"]


async def test_many_at_once_get_a_number_each(owner: Applicant) -> None:
    project_id = await owner.project()
    body = {"project_id": project_id, **CHOICE}
    answers = await asyncio.gather(*(owner.post("/hall/applications", body) for _ in range(20)))
    assert len({answer["number"] for answer in answers}) == 20
    assert len({answer["engineering_code"] for answer in answers}) == 20


async def test_drafts_are_found_again(owner: Applicant) -> None:
    """S18: 用户中心."""
    first, second = await owner.project(), await owner.project(*ROAD)
    paths = [await owner.open(first), await owner.open(first), await owner.open(second, "municipal")]
    ids = [path.rsplit("/", 1)[1] for path in paths]
    assert [item["id"] for item in (await owner.get("/hall/applications", status="draft"))["items"]] == ids
    mine = await owner.get("/hall/applications", project_id=first, limit=1)
    assert [item["id"] for item in mine["items"]] == ids[:1] and mine["next_cursor"]
    assert (await owner.get("/hall/applications", status="confirmed"))["items"] == []
    here = await owner.get("/hall/applications", stage="construction-permit", status="draft", project_id=second)
    assert [item["id"] for item in here["items"]] == ids[2:]
    for stage in ("land-permit", "works-permit", "completion"):
        assert (await owner.get("/hall/applications", stage=stage))["items"] == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"status": "lost"}, "status-unknown"),
        ({"status": ""}, "status-unknown"),
        ({"stage": "dinner"}, "not-in-dictionary"),
        ({"stage": ""}, "not-in-dictionary"),
        ({"stage": "completion", "status": "Draft"}, "status-unknown"),
    ],
)
async def test_no_list_of_an_unknown_status_or_stage(owner: Applicant, asked: dict[str, str], code: str) -> None:
    refused = await owner.refused(422, "request-invalid", "GET", "/hall/applications", params=asked)
    assert [error["code"] for error in refused["errors"]] == [code]
    assert refused["errors"][0]["pointer"] in {f"/query/{name}" for name in asked}


async def test_what_concerns_an_application_names_its_journey(owner: Applicant) -> None:
    body = {"project_id": await owner.project(), **CHOICE}
    opened = await owner.send("POST", "/hall/applications", json=body)
    application_id = opened.json()["id"]
    assert opened.headers["Sim-Journey"] == application_id
    for path in ("", "/form", "/materials", "/check", "/history"):
        answer = await owner.send("GET", f"/hall/applications/{application_id}{path}")
        assert answer.headers["Sim-Journey"] == application_id and answer.is_success
    refused = await owner.send("PUT", f"/hall/applications/{application_id}/form", json={"x": 1})
    assert refused.status_code == 422 and refused.headers["Sim-Journey"] == application_id
