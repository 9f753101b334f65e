"""选择郑州市工改项目 and 项目管理 (S17, S20)."""

from typing import Any

from tests.review.filings import CODE, OWNER, RETURNING
from tests.review.person import Person
from tests.review.platform import DESIGN, Platform, join, make_ready
from tests.review.questions import questions

PLACES: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "", {}),
    ("GET", "/basic", {}),
    ("PUT", "/basic", {"json": {}}),
    ("GET", "/basic/schema", {}),
    ("GET", "/details", {}),
    ("PUT", "/details", {"json": {}}),
    ("GET", "/details/schema", {}),
    ("POST", "/link-codes", {"json": {"role": "design"}}),
    ("GET", "/link-codes", {}),
    ("DELETE", "/link-codes/ABCDEFGH", {}),
    ("GET", "/drawings", {}),
    ("POST", "/drawings", {"files": {"file": ("a.pdf", b"%PDF-1")}, "data": {"discipline": "structure"}}),
    ("POST", "/drawings/x/seal", {}),
    ("DELETE", "/drawings/x", {}),
    ("PUT", "/agency", {"json": {"agency_id": "x"}}),
    ("GET", "/agency-decision", {}),
    ("GET", "/planning-documents", {}),
    ("POST", "/planning-documents", {"files": {"file": ("a.pdf", b"%PDF-1")}, "data": {"kind": "site-plan"}}),
    ("DELETE", "/planning-documents/x", {}),
    ("GET", "/submission-check", {}),
    ("POST", "/submission", {}),
    ("DELETE", f"/units/{DESIGN}", {}),
]

SHOWN = ("", "/details", "/drawings", "/planning-documents")
DECISIONS: list[tuple[str, str, dict[str, Any]]] = [
    ("PUT", "/basic", {"json": {}}),
    ("PUT", "/details", {"json": {}}),
    ("POST", "/link-codes", {"json": {"role": "design"}}),
    ("GET", "/link-codes", {}),
    ("PUT", "/agency", {"json": {"agency_id": "x"}}),
    ("POST", "/submission", {}),
    ("GET", "/submission-check", {}),
    ("POST", "/planning-documents", {"files": {"file": ("a.pdf", b"%PDF-1")}, "data": {"kind": "site-plan"}}),
]


async def test_a_pushed_project_is_listed_although_no_sms_arrived(platform: Platform) -> None:
    """S17: the list does not wait for the message service."""
    pushed = await platform.push(RETURNING)
    [item] = (await (await platform.login(RETURNING)).get("/city-projects"))["items"]
    assert item["application_id"] == pushed["application_id"]
    assert item["application_number"] == "202605180007"
    assert (item["project_code"], item["project_name"]) == (CODE, "示例市民服务中心项目")
    assert item["pushed_at"].endswith("+08:00")


async def test_selecting_opens_the_project(platform: Platform) -> None:
    owner, project = await platform.editing()
    assert project["status"] == "editing" and project["government_procurement"] is False
    assert (await owner.get("/city-projects"))["items"] == []
    assert (await owner.get("/projects"))["items"] == [project]
    assert await owner.get(f"/projects/{project['id']}") == project
    assert (await owner.get("/projects?status=submitted"))["items"] == []
    problem = await owner.refused(422, "request-invalid", "GET", "/projects?status=finished")
    assert [error["pointer"] for error in problem["errors"]] == ["/query/status"] and "editing" in str(
        problem["errors"]
    )


async def test_procurement_comes_from_the_filing(platform: Platform) -> None:
    _, project = await platform.editing(procurement=True)
    assert project["government_procurement"] is True


async def test_a_filing_is_selected_once(platform: Platform) -> None:
    owner = await platform.owner(await platform.push(RETURNING))
    [item] = (await owner.get("/city-projects"))["items"]
    await owner.post("/projects", {"city_project_id": item["id"]})
    await owner.refused(409, "city-project-already-selected", "POST", "/projects", json={"city_project_id": item["id"]})


async def test_filings_of_one_project_share_nothing(platform: Platform) -> None:
    """房屋类, then 装饰装修: each has its own scenario, details, units, drawings, documents, agency and state."""
    owner, one = await platform.ready(scenario="buildings")
    before = {place: await owner.get(f"/projects/{one}{place}") for place in SHOWN}
    _, second = await platform.editing(scenario="renovation-fitout", procurement=True)
    two = second["id"]
    assert two != one and second["application_ids"] == [second["application_id"]]
    assert (second["scenario"], second["government_procurement"]) == ("renovation-fitout", True)
    assert (second["units"], second["agency"]) == ([], None)
    assert (await owner.get(f"/projects/{two}/drawings"))["items"] == []
    assert not any(item["files"] for item in (await owner.get(f"/projects/{two}/planning-documents"))["items"])
    await owner.put(f"/projects/{two}/details", {"review": {"remarks": "第二次"}})
    assert {place: await owner.get(f"/projects/{one}{place}") for place in SHOWN} == before
    await owner.post(f"/projects/{one}/submission", expect=200)
    assert (await owner.get(f"/projects/{two}"))["status"] == "editing"
    assert [item["id"] for item in (await owner.get("/projects"))["items"]] == [one, two]
    await platform.withdraw(second["application_id"])
    assert [item["status"] for item in (await owner.get("/projects"))["items"]] == ["submitted", "withdrawn"]


async def test_a_filing_made_after_a_submission_goes_its_own_way_to_review(platform: Platform) -> None:
    """S18: as often as the owner likes."""
    owner, first = await platform.ready()
    await owner.post(f"/projects/{first}/submission", expect=200)
    _, second = await platform.ready()
    assert second != first
    await owner.post(f"/projects/{second}/submission", expect=200)
    submitted = await platform.events("review.project.submitted")
    applications = [(await owner.get(f"/projects/{one}"))["application_id"] for one in (first, second)]
    assert [event["application_ids"] for event in submitted] == [[one] for one in applications]
    assert [event["project_id"] for event in submitted] == [first, second]


async def test_the_journey_is_told_even_when_refused(platform: Platform) -> None:
    owner, project = await platform.editing()
    for method, path in [("GET", ""), ("GET", "/details"), ("POST", "/submission")]:
        response = await owner.send(method, f"/projects/{project['id']}{path}")
        assert response.headers["sim-journey"] == project["application_id"]


async def test_other_peoples_projects_do_not_exist(platform: Platform) -> None:
    owner, project = await platform.editing()
    pushed = await platform.push(RETURNING)
    [item] = (await owner.get("/city-projects"))["items"]
    stranger = await platform.owner(await platform.push(OWNER))
    design = await platform.login(DESIGN)
    for other in (stranger, design):
        await other.refused(404, "not-found", "POST", "/projects", json={"city_project_id": item["id"]})
        assert pushed["application_id"] not in str(await other.get("/city-projects"))
        assert (await other.get("/projects"))["items"] == []
        for method, path, how in PLACES:
            await other.refused(404, "not-found", method, f"/projects/{project['id']}{path}", **how)
        await other.refused(404, "not-found", "GET", f"/agencies?project_id={project['id']}")


async def test_a_linked_unit_looks_but_does_not_decide(platform: Platform) -> None:
    owner, project = await platform.editing()
    unit = await join(platform, owner, project["id"], "design")
    path = f"/projects/{project['id']}"
    for place in ("", "/details", "/drawings", "/planning-documents"):
        await unit.get(path + place)
    assert [item["id"] for item in (await unit.get("/projects"))["items"]] == [project["id"]]
    for method, place, how in DECISIONS:
        await unit.refused(404, "not-found", method, path + place, **how)


async def test_a_submitted_project_is_frozen(platform: Platform) -> None:
    owner, project = await platform.editing()
    await make_ready(platform, owner, project["id"])
    path = f"/projects/{project['id']}"
    unit = await platform.login(DESIGN)
    drawing = next(
        item for item in (await owner.get(f"{path}/drawings"))["items"] if item["unit"]["credit_code"] == DESIGN
    )
    documents = (await owner.get(f"{path}/planning-documents"))["items"]
    planning_file = next(document["files"][0] for document in documents if document["files"])
    agency = (await owner.get("/agencies"))["items"][0]
    await owner.put(f"{path}/agency", {"agency_id": agency["id"]})
    before = await owner.get(f"{path}/details")
    await owner.post(f"{path}/submission", expect=200)
    upload: dict[str, Any] = {"files": {"file": ("a.pdf", b"%PDF-1")}}
    changes: list[tuple[Person, str, str, dict[str, Any]]] = [
        (owner, "PUT", "/basic", {"json": {}}),
        (owner, "PUT", "/details", {"json": {}}),
        (owner, "POST", "/link-codes", {"json": {"role": "design"}}),
        (owner, "PUT", "/agency", {"json": {"agency_id": agency["id"]}}),
        (owner, "POST", "/planning-documents", upload | {"data": {"kind": "site-plan"}}),
        (owner, "DELETE", f"/planning-documents/{planning_file['file_id']}", {}),
        (owner, "DELETE", f"/units/{DESIGN}", {}),
        (owner, "GET", "/submission-check", {}),
        (unit, "POST", "/drawings", upload | {"data": {"discipline": "structure"}}),
        (unit, "POST", f"/drawings/{drawing['drawing_id']}/seal", {}),
        (unit, "DELETE", f"/drawings/{drawing['drawing_id']}", {}),
    ]
    for who, method, place, how in changes:
        await who.refused(409, "project-submitted", method, path + place, **how)
    await owner.refused(409, "already-submitted", "POST", f"{path}/submission")
    assert (await owner.get(f"{path}/details"))["values"] == before["values"]


async def test_lists_are_paged(platform: Platform) -> None:
    for number in range(5):
        await platform.push(RETURNING, code=f"2405-410100-99-99-{number:06}", form={})
    owner = await platform.login(RETURNING)
    first = await owner.get("/city-projects?limit=3")
    rest = await owner.get(f"/city-projects?limit=3&cursor={first['next_cursor']}")
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (3, 2, None)
    for query in ("limit=0", "limit=many", "cursor=nonsense"):
        await owner.refused(422, "request-invalid", "GET", f"/city-projects?{query}")


async def test_a_page_of_projects_costs_as_many_questions_as_one_project(platform: Platform) -> None:
    owner, project = await platform.editing()
    await join(platform, owner, project["id"], "design")
    agency = (await owner.get("/agencies"))["items"][0]
    await owner.put(f"/projects/{project['id']}/agency", {"agency_id": agency["id"]})
    with questions() as one:
        assert len((await owner.get("/projects"))["items"]) == 1
    for number in range(3):
        _, project = await platform.editing(code=f"2403-410105-04-01-10000{number}")
        await join(platform, owner, project["id"], "survey")
    with questions() as many:
        listed = (await owner.get("/projects"))["items"]
    assert one and len(many) == len(one)
    assert [[unit["role"] for unit in item["units"]] for item in listed] == [["design"], *[["survey"]] * 3]
    assert [item["agency"] and item["agency"]["id"] for item in listed] == [agency["id"], None, None, None]
