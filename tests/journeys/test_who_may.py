"""Every operation that belongs to somebody, asked by everybody else: no login is 401, other people's things are 404.

The operations are those of the OpenAPI documents: a new one is asked as soon as it is there.
"""

from collections.abc import Iterator

import pytest

from tests.journeys import walk
from tests.journeys.client import Client, Json
from tests.journeys.operations import Operation, operations
from tests.journeys.personas import AGENCIES, DESIGN_UNIT, OWNER, RETURNING


@pytest.fixture(scope="module")
def filed(base_url: str) -> Iterator[walk.Filing]:
    """A filing that has come as far as the province, in a sandbox of its own."""
    with walk.sandbox(base_url) as visitor:
        filing = walk.prepare(visitor, RETURNING.credit_code, RETURNING.project)
        yield walk.file(filing)


@pytest.fixture(scope="module")
def project(filed: walk.Filing) -> Json:
    """Its review, with a unit, a drawing and a planning document."""
    visitor = Client(filed.owner.base_url, filed.owner.sandbox, filed.owner.http)
    owner, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    project = walk.prepare_city_project(owner, filed.application_id)
    walk.complete_details(owner, project["id"])
    unit, _ = walk.enter_platform(visitor, DESIGN_UNIT)
    code = walk.share_code(owner, project["id"], "design")
    walk.join_project(unit, code)
    path = f"/review/projects/{project['id']}"
    required = owner.get(f"{path}/drawings")["required"]
    discipline = next(item["discipline"] for item in required if item["role"] == "design")
    drawing = walk.upload_drawing(unit, project["id"], discipline)
    walk.provide_planning_documents(owner, project["id"])
    files = [file for item in owner.items(f"{path}/planning-documents") for file in item["files"]]
    ours = next(file["file_id"] for file in files if not file.get("from_city"))
    return {"project_id": project["id"], "drawing_id": drawing, "file_id": ours, "code": code,
            "credit_code": DESIGN_UNIT, "owner": owner}  # fmt: skip


def hall_things(filed: walk.Filing) -> Json:
    materials = filed.owner.items(f"{filed.path}/materials")
    code, file_id = next((item["code"], item["files"][0]["file_id"]) for item in materials if item["files"])
    return {
        "project_id": filed.project_id, "application_id": filed.application_id, "code": code, "file_id": file_id,
    }  # fmt: skip


def demand(found: list[Operation], caller: Client, who: str, status: int, *, owned_only: bool = False) -> None:
    asked = [operation for operation in found if operation.owned or not owned_only]
    answers = {f"{one.method} {one.template}": one.ask(caller) for one in asked}
    wrong = {name: answer for name, answer in answers.items() if answer[0] != status}
    assert not wrong, f"{who}: {wrong}"


def test_the_hall(filed: walk.Filing, base_url: str) -> None:
    visitor = Client(base_url, filed.owner.sandbox, filed.owner.http)
    found = operations(visitor, "hall", hall_things(filed))
    before = filed.owner.get(filed.path), filed.owner.items(f"{filed.path}/materials")
    demand(found, visitor, "nobody", 401)
    demand(found, visitor.derive(token="no.such.token"), "a forged login", 401)
    platform, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    demand(found, platform, "a login of the other system", 401)
    demand(found, walk.log_in(visitor, OWNER.credit_code), "another owner", 404, owned_only=True)
    with walk.sandbox(base_url) as elsewhere:
        demand(
            found, walk.log_in(elsewhere, RETURNING.credit_code), "the same in another sandbox", 404, owned_only=True
        )
        stray = elsewhere.derive(token=filed.owner.headers["Authorization"].removeprefix("Bearer "))
        demand(found, stray, "its own login, with another sandbox's name", 401)
    assert (filed.owner.get(filed.path), filed.owner.items(f"{filed.path}/materials")) == before


def test_the_platform(filed: walk.Filing, project: Json, base_url: str) -> None:
    visitor = Client(base_url, filed.owner.sandbox, filed.owner.http)
    owner: Client = project["owner"]
    things = {name: thing for name, thing in project.items() if name != "owner"}
    found = operations(visitor, "review", things)
    path = f"/review/projects/{project['project_id']}"
    before = owner.get(path), owner.get(f"{path}/drawings"), owner.get(f"{path}/planning-documents")
    demand(found, visitor, "nobody", 401)
    demand(found, filed.owner, "a login of the other system", 401)
    walk.file(walk.prepare(visitor))
    made = visitor.call("POST", "/sim/enterprises", 201, json={"kind": "design"})
    strangers = {
        "another owner": walk.open_account(visitor, visitor.items("/sim/phones/13800000001/messages")[-1]),
        "a unit that is not linked": walk.enter_platform(visitor, made["login"], made["password"])[0],
        "an agency it was not submitted to": walk.enter_platform(visitor, AGENCIES[0])[0],
    }
    for who, stranger in strangers.items():
        demand(found, stranger, who, 404, owned_only=True)
    with walk.sandbox(base_url) as elsewhere:
        same, _ = walk.enter_platform(elsewhere, RETURNING.credit_code)
        demand(found, same, "the same in another sandbox", 404, owned_only=True)
    assert (owner.get(path), owner.get(f"{path}/drawings"), owner.get(f"{path}/planning-documents")) == before


def test_the_portal(filed: walk.Filing, base_url: str) -> None:
    """An account is its own login's: there is no other to ask for."""
    visitor = Client(base_url, filed.owner.sandbox, filed.owner.http)
    found = operations(visitor, "portal", {})
    assert {one.key for one in found} >= {("GET", "/portal/account"), ("PATCH", "/portal/account")}
    before = filed.owner.get("/portal/account")
    demand(found, visitor, "nobody", 401)
    demand(found, visitor.derive(token="no.such.token"), "a forged login", 401)
    demand(found, walk.enter_platform(visitor, RETURNING.credit_code)[0], "a login of the other system", 401)
    assert filed.owner.get("/portal/account") == before
