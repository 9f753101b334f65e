"""Drawings and planning documents are read back by whoever sees the project, and by nobody else."""

from urllib.parse import quote

import pytest

from tests.review.person import PDF
from tests.review.platform import AGENCIES, Platform, join

NAME = "结施-05 基础平面图.pdf"
CONTENT = PDF + b"%" * 3_000_000


async def test_a_drawing_comes_back(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/drawings"
    design = await join(platform, owner, project["id"], "design")
    survey = await join(platform, owner, project["id"], "survey")
    drawing = await design.upload(path, CONTENT, NAME, discipline="structure")
    place = f"{path}/{drawing['drawing_id']}/content"
    for reader in (owner, design, survey):
        answer = await reader.send("GET", place)
        assert answer.status_code == 200 and answer.content == CONTENT
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["etag"] == f'"{drawing["sha256"]}"'
        assert f"filename*=UTF-8''{quote(NAME)}" in answer.headers["content-disposition"]
        assert answer.headers["sim-journey"]
    part = await owner.send("GET", place, headers={"Range": "bytes=-10"})
    assert (part.status_code, part.content) == (206, CONTENT[-10:])
    assert (await owner.send("HEAD", place)).headers["content-length"] == str(len(CONTENT))


async def test_a_planning_document_comes_back(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/planning-documents"
    kind = (await owner.get(path))["items"][0]["kind"]
    document = await owner.upload(path, b"AC1032" + bytes(200), "总平面.dwg", kind=kind)
    answer = await owner.send("GET", f"{path}/{document['file_id']}/content")
    assert answer.status_code == 200 and answer.content == b"AC1032" + bytes(200)
    assert answer.headers["content-type"] == "image/vnd.dwg"
    same = await owner.send(
        "GET", f"{path}/{document['file_id']}/content", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert same.status_code == 304


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_others_find_nothing(platform: Platform, method: str) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}"
    design = await join(platform, owner, project["id"], "design")
    drawing = await design.upload(f"{path}/drawings", discipline="structure")
    kind = (await owner.get(f"{path}/planning-documents"))["items"][0]["kind"]
    document = await owner.upload(f"{path}/planning-documents", kind=kind)
    places = (
        f"{path}/drawings/{drawing['drawing_id']}/content",
        f"{path}/planning-documents/{document['file_id']}/content",
    )
    agency = await platform.login(AGENCIES[0])
    for place in places:
        assert (await agency.http.request(method, f"/review{place}", headers=agency.headers)).status_code == 404
        assert (
            await platform.visitor().http.request(method, f"/review{place}", headers=platform.visitor().headers)
        ).status_code == 401
        assert (await owner.http.request(method, f"/review{place}", headers=owner.headers)).status_code == 200


async def test_the_agency_reads_what_was_submitted_to_it(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    path = f"/projects/{project_id}"
    drawing = (await owner.get(f"{path}/drawings"))["items"][0]
    place = f"{path}/drawings/{drawing['drawing_id']}/content"
    submitted = await owner.post(f"{path}/submission", expect=200)
    agency = await platform.login(submitted["agency"]["credit_code"])
    assert (await agency.send("GET", place)).content == PDF
    [other, *_] = [code for code in AGENCIES if code != submitted["agency"]["credit_code"]]
    await (await platform.login(other)).refused(404, "not-found", "GET", place)


async def test_a_drawing_of_another_project_is_not_there(platform: Platform) -> None:
    owner, project = await platform.editing()
    _, other = await platform.editing(code="2405-410100-99-99-000009")
    design = await join(platform, owner, project["id"], "design")
    drawing = await design.upload(f"/projects/{project['id']}/drawings", discipline="structure")
    place = f"/projects/{other['id']}/drawings/{drawing['drawing_id']}/content"
    await owner.refused(404, "not-found", "GET", place)
    await owner.refused(404, "not-found", "GET", f"/projects/{project['id']}/planning-documents/none/content")
