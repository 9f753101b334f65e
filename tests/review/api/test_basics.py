"""完善基本信息 (S20): a project is 待完善 until it is done, and 待申报 from then on."""

from typing import Any

import pytest

from services.review.rules.disciplines import SCENARIOS
from tests.review.filings import RETURNING, Json, hall_form
from tests.review.person import Person
from tests.review.platform import DESIGN, Platform

BEFORE_THAT: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/details", {}),
    ("GET", "/details/schema", {}),
    ("PUT", "/details", {"json": {}}),
    ("POST", "/link-codes", {"json": {"role": "design"}}),
    ("GET", "/link-codes", {}),
    ("GET", "/drawings", {}),
    ("POST", "/drawings", {"files": {"file": ("a.pdf", b"%PDF-1")}, "data": {"discipline": "structure"}}),
    ("DELETE", f"/units/{DESIGN}", {}),
    ("PUT", "/agency", {"json": {"agency_id": "x"}}),
    ("POST", "/planning-documents", {"files": {"file": ("a.pdf", b"%PDF-1")}, "data": {"kind": "site-plan"}}),
    ("GET", "/submission-check", {}),
    ("POST", "/submission", {}),
]


def fields(document: Json) -> list[str]:
    return [f"/{section}/{key}" for section, part in document.items() for key in part]


async def pushed(platform: Platform, **facts: Any) -> tuple[Person, str]:
    """A filing to choose, and its owner."""
    owner = await platform.owner(await platform.push(RETURNING, **facts))
    return owner, (await owner.get("/city-projects"))["items"][-1]["id"]


@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_the_example_alone_leads_there(platform: Platform, scenario: str) -> None:
    owner, project = await platform.selected(scenario=scenario)
    path = f"/projects/{project['id']}"
    assert (project["status"], project["status_name"]) == ("basic", "待完善")
    basics = await owner.get(f"{path}/basic")
    assert 5 <= len(fields(basics["example"])) <= 8
    assert basics["values"]["project"]["site_address"] == hall_form(scenario)["project"]["site_address"]
    assert basics["missing"] and basics["status"] == "basic"
    after = await owner.put(f"{path}/basic", basics["example"])
    assert (after["missing"], after["values"], after["status"]) == ([], basics["example"], "editing")
    shown = await owner.get(path)
    assert (shown["status"], shown["status_name"], shown["status_title_en"]) == ("editing", "待申报", "To be submitted")
    details = await owner.get(f"{path}/details")
    assert {key: {**details["values"][key], **part} for key, part in basics["example"].items()} == {
        key: details["values"][key] for key in basics["example"]
    }


async def test_nothing_else_before_that(platform: Platform) -> None:
    owner, project = await platform.selected()
    path = f"/projects/{project['id']}"
    for method, place, how in BEFORE_THAT:
        who = await platform.login(DESIGN) if method == "POST" and place == "/drawings" else owner
        if who is not owner:
            await who.refused(404, "not-found", method, path + place, **how)
        problem = await owner.refused(409, "basics-missing", method, path + place, **how)
        assert f"{path}/basic" in problem["detail"]
    assert [item["id"] for item in (await owner.get("/projects?status=basic"))["items"]] == [project["id"]]


async def test_half_of_it_is_kept_and_leads_nowhere(platform: Platform) -> None:
    owner, project = await platform.selected()
    path = f"/projects/{project['id']}/basic"
    half = await owner.put(path, {"review": {"scale": "9"}})
    assert half["values"] == {"project": {}, "review": {"scale": "9"}, "owner": {}}, "the values themselves, no others"
    assert {"/review/joint_fire_review", "/project/site_address"} <= set(half["missing"])
    assert (await owner.get(path)) == half and half["status"] == "basic"
    assert (await owner.put(path, half["example"]))["status"] == "editing"


async def test_it_may_be_changed_later_and_stays_complete(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}"
    basics = (await owner.get(f"{path}/basic"))["values"]
    basics["project"]["site_address"] = "示例路2号"
    assert (await owner.put(f"{path}/basic", basics))["status"] == "editing"
    before = (await owner.get(f"{path}/details"))["values"]
    assert before["project"]["site_address"] == "示例路2号" and before["buildings"]
    del basics["review"]["scale"]
    problem = await owner.refused(422, "request-invalid", "PUT", f"{path}/basic", json=basics)
    assert [error["pointer"] for error in problem["errors"]] == ["/review/scale"]
    assert (await owner.get(f"{path}/details"))["values"] == before


async def test_it_may_come_with_the_choice(platform: Platform) -> None:
    owner, city_project = await pushed(platform)
    _, another = await platform.selected()
    basic = (await owner.get(f"/projects/{another['id']}/basic"))["example"]
    project = await owner.post("/projects", {"city_project_id": city_project, "basic": basic})
    assert project["status"] == "editing"
    assert (await owner.get(f"/projects/{project['id']}/basic"))["values"] == basic


async def test_half_of_it_may_come_with_the_choice(platform: Platform) -> None:
    owner, city_project = await pushed(platform)
    project = await owner.post("/projects", {"city_project_id": city_project, "basic": {"review": {"scale": "9"}}})
    assert project["status"] == "basic"
    assert (await owner.get(f"/projects/{project['id']}/basic"))["values"]["review"] == {"scale": "9"}


async def test_what_is_wrong_with_it_is_told_and_nothing_is_chosen(platform: Platform) -> None:
    owner, city_project = await pushed(platform)
    wrong = {"review": {"scale": "enormous"}, "owner": {"contact_phone": "x"}, "buildings": []}
    body = {"city_project_id": city_project, "basic": wrong}
    problem = await owner.refused(422, "request-invalid", "POST", "/projects", json=body)
    assert {error["pointer"] for error in problem["errors"]} == {
        "/basic/review/scale", "/basic/owner/contact_phone", "/basic/buildings",
    }  # fmt: skip
    assert [item["id"] for item in (await owner.get("/city-projects"))["items"]] == [city_project]
    project = await owner.post("/projects", {"city_project_id": city_project})
    path = f"/projects/{project['id']}/basic"
    problem = await owner.refused(422, "request-invalid", "PUT", path, json=wrong)
    assert {error["pointer"] for error in problem["errors"]} == {
        "/review/scale", "/owner/contact_phone", "/buildings",
    }  # fmt: skip


@pytest.mark.parametrize("wrong", [[], "x", 5, True, {"review": 5}])
async def test_it_is_an_object_of_objects(platform: Platform, wrong: Any) -> None:
    owner, project = await platform.selected()
    await owner.refused(422, "request-invalid", "PUT", f"/projects/{project['id']}/basic", json=wrong)


async def test_a_filing_that_was_not_chosen_yet_says_so(platform: Platform) -> None:
    owner, city_project = await pushed(platform)
    path = f"/projects/{city_project}"
    assert (await owner.get(path))["status"] == "received"
    assert (await owner.get("/projects"))["items"] == []
    for method, place, how in [*BEFORE_THAT, ("GET", "/basic", {}), ("PUT", "/basic", {"json": {}})]:
        await owner.refused(409, "project-not-selected", method, path + place, **how)


async def test_the_schema_is_told(platform: Platform) -> None:
    owner, project = await platform.selected()
    schema = await owner.get(f"/projects/{project['id']}/basic/schema")
    assert set(schema["properties"]) == {"project", "review", "owner"}
