"""规划文件 with their time nodes (S22)."""

import hashlib

from tests.review.person import PDF
from tests.review.platform import Platform


async def test_the_list_says_what_must_be_there_when(platform: Platform) -> None:
    owner, project = await platform.editing()
    listed = (await owner.get(f"/projects/{project['id']}/planning-documents"))["items"]
    points = next(item for item in listed if item["kind"] == "planning-points")
    assert points == {
        "kind": "planning-points", "name": "规划要点文件", "node": "submission", "node_name": "申报提交时必须存在",
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
    assert listed[0]["name"] == "planning points"
