"""规划文件 with their time nodes (S22)."""

import hashlib

import pytest

from tests.review.filings import Json
from tests.review.person import PDF, Person
from tests.review.platform import Platform

UPLOAD = {"files": {"file": ("a.pdf", PDF)}}


async def documents(owner: Person, project_id: str) -> dict[str, Json]:
    """Every kind with its node, whether it is required, and its files."""
    listed = (await owner.get(f"/projects/{project_id}/planning-documents"))["items"]
    return {item["kind"]: item for item in listed}


async def test_the_list_says_what_must_be_there_when(platform: Platform) -> None:
    owner, project = await platform.editing()
    listed = (await owner.get(f"/projects/{project['id']}/planning-documents"))["items"]
    points = next(item for item in listed if item["kind"] == "planning-points")
    assert points == {
        "kind": "planning-points", "name": "规划要点文件", "node": "submission", "node_name": "申报提交时必须存在",
        "title_en": "Planning points", "node_title_en": "Must be there when the project is submitted",
        "required": True, "files": [],
    }  # fmt: skip
    assert {item["node"] for item in listed} == {"submission", "technical-review", "certificate", "none"}


async def test_files_of_a_kind(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/planning-documents"
    first = await owner.upload(path, kind="planning-points")
    second = await owner.upload(path, name="b.pdf", kind="planning-points")
    assert first["sha256"] == hashlib.sha256(PDF).hexdigest() and first["kind"] == "planning-points"
    points = next(item for item in (await owner.get(path))["items"] if item["kind"] == "planning-points")
    assert points["files"] == [first, second]
    await owner.call("DELETE", f"{path}/{first['file_id']}", 204)
    await owner.refused(404, "not-found", "DELETE", f"{path}/{first['file_id']}")
    points = next(item for item in (await owner.get(path))["items"] if item["kind"] == "planning-points")
    assert points["files"] == [second]


async def test_kinds_nobody_knows(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/planning-documents"
    problem = await owner.refused(
        422, "request-invalid", "POST", path, files={"file": ("a.pdf", PDF)}, data={"kind": "poem"}
    )
    assert [(error["pointer"], error["code"]) for error in problem["errors"]] == [
        ("/kind", "planning-document-unknown")
    ]
    assert "planning-points" in problem["errors"][0]["detail"]


async def test_a_trait_makes_a_document_required(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}"
    for civil_defence in (False, True):
        example = (await owner.get(f"{path}/details"))["example"]
        example["review"]["joint_civil_defence_review"] = civil_defence
        await owner.put(f"{path}/details", example)
        listed = {item["kind"]: item for item in (await owner.get(f"{path}/planning-documents"))["items"]}
        assert listed["civil-defence-approval"]["required"] is civil_defence


async def test_in_english(platform: Platform) -> None:
    owner, project = await platform.editing()
    headers = {"Accept-Language": "en"}
    listed = (await owner.get(f"/projects/{project['id']}/planning-documents", headers=headers))["items"]
    assert listed[0]["name"] == listed[0]["title_en"] == "Planning points"
    assert listed[0]["node_name"] == listed[0]["node_title_en"] == "Must be there when the project is submitted"


async def test_what_the_city_pushed_is_there_and_counts(platform: Platform) -> None:
    owner, project_id = await platform.ready(materials=["M01", "M05", "M06", "M07"])
    listed = await documents(owner, project_id)
    [points] = listed["planning-points"]["files"]
    assert points == {
        "file_id": "file-M07", "kind": "planning-points", "name": "M07.PDF", "size": 1234, "sha256": "0" * 64,
        "format": "pdf", "uploaded_at": (await owner.get(f"/projects/{project_id}"))["pushed_at"], "from_city": True,
    }  # fmt: skip
    pushed = {kind for kind, item in listed.items() if any(file["from_city"] for file in item["files"])}
    assert pushed == {"planning-points", "construction-planning-permit", "land-planning-permit"}
    assert (await owner.get(f"/projects/{project_id}/submission-check"))["problems"] == []
    own = await owner.upload(f"/projects/{project_id}/planning-documents", name="新.pdf", kind="planning-points")
    assert own["from_city"] is False
    assert (await documents(owner, project_id))["planning-points"]["files"] == [points, own]
    await owner.post(f"/projects/{project_id}/submission", expect=200)


async def test_what_the_city_pushed_is_read_here_and_not_deleted(platform: Platform) -> None:
    owner, project = await platform.editing(materials=["M07"])
    place = f"/projects/{project['id']}/planning-documents/file-M07"
    await owner.refused(410, "file-gone", "GET", f"{place}/content")
    kept = platform.service.settings.data_dir / "files" / "hall" / "city" / "M07"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"x" * 1234)
    content = await owner.send("GET", f"{place}/content")
    assert (content.status_code, content.content) == (200, b"x" * 1234)
    assert content.headers["content-type"] == "application/pdf"
    kept.unlink()
    await owner.refused(409, "file-from-city", "DELETE", place)
    await owner.refused(404, "not-found", "DELETE", f"/projects/{project['id']}/planning-documents/file-M06")
    _, other = await platform.editing()
    for method, path in (("DELETE", ""), ("GET", "/content")):
        await owner.refused(404, "not-found", method, f"/projects/{other['id']}/planning-documents/file-M07{path}")


@pytest.mark.parametrize("change", [{}, {"changes_facade": True}, {"changes_use": True}])
async def test_a_fitout_needs_planning_points_only_where_facade_or_use_change(
    platform: Platform, change: dict[str, bool]
) -> None:
    owner, project_id = await platform.ready(scenario="renovation-fitout")
    path = f"/projects/{project_id}"
    details = (await owner.get(f"{path}/details"))["values"]
    assert (details["review"]["changes_facade"], details["review"]["changes_use"]) == (False, False)
    await owner.put(f"{path}/details", details | {"review": details["review"] | change})
    assert (await documents(owner, project_id))["planning-points"]["required"] is bool(change)
    check = await owner.get(f"{path}/submission-check")
    assert [problem["code"] for problem in check["problems"]] == (["V09"] if change else [])


async def test_nodes_ahead_stay_open_after_the_submission(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    path = f"/projects/{project_id}/planning-documents"
    early = await owner.upload(path, kind="construction-planning-permit")
    [frozen] = (await documents(owner, project_id))["site-plan"]["files"]
    await owner.post(f"/projects/{project_id}/submission", expect=200)
    for item in (await documents(owner, project_id)).values():
        if item["node"] == "submission":
            await owner.refused(409, "project-submitted", "POST", path, **UPLOAD, data={"kind": item["kind"]})
        else:
            await owner.upload(path, kind=item["kind"])
    await owner.refused(409, "project-submitted", "DELETE", f"{path}/{frozen['file_id']}")
    await owner.call("DELETE", f"{path}/{early['file_id']}", 204)
    listed = await documents(owner, project_id)
    assert {kind: len(item["files"]) for kind, item in listed.items()} == dict.fromkeys(listed, 1)


async def test_what_is_withdrawn_takes_no_documents(platform: Platform) -> None:
    owner, project = await platform.editing()
    await platform.withdraw(project["application_id"])
    path = f"/projects/{project['id']}/planning-documents"
    for kind in await documents(owner, project["id"]):
        await owner.refused(409, "project-withdrawn", "POST", path, **UPLOAD, data={"kind": kind})
