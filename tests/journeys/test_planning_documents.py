"""规划文件 from the hall to the province (S22): nothing is asked for twice, and a node ahead stays open."""

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import AGENCIES, RETURNING


def test_what_the_city_pushed_is_offered_in_the_province(visitor: Client) -> None:
    filing = walk.prepare(visitor, RETURNING.credit_code, RETURNING.project)
    points = next(item for item in filing.owner.items(f"{filing.path}/materials") if "规划要点" in item["name"])
    stored = walk.provide_material(filing.owner, filing.application_id, points)
    walk.file(filing)
    owner, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    project = walk.prepare_city_project(owner, filing.application_id)

    documents = {item["kind"]: item for item in owner.items(f"/review/projects/{project['id']}/planning-documents")}
    [offered] = documents["planning-points"]["files"]
    assert offered["from_city"] is True and offered["file_id"] == stored["file_id"]
    assert (offered["name"], offered["size"], offered["sha256"]) == (stored["name"], stored["size"], stored["sha256"])
    path = f"/review/projects/{project['id']}/planning-documents/{offered['file_id']}/content"
    hall = filing.owner.send("GET", f"{filing.path}/files/{stored['file_id']}/content")
    assert owner.send("GET", path).content == hall.content != b""
    agency, _ = walk.enter_platform(visitor, AGENCIES[0])
    agency.refused(404, "not-found", "GET", path)
    assert documents["site-plan"]["files"] == []
    check = owner.get(f"/review/projects/{project['id']}/submission-check")
    missed = [problem["detail"] for problem in check["problems"] if problem["code"] == "V09"]
    assert missed and not any("规划要点" in detail for detail in missed)


def test_the_permit_may_come_after_the_submission(visitor: Client) -> None:
    """建设工程规划许可证 is due before the certificate: the hall does not insist on it, the province waits for it."""
    filing = walk.prepare(visitor, RETURNING.credit_code, RETURNING.project)
    permit = next(
        item for item in filing.owner.items(f"{filing.path}/materials") if "建设工程规划许可证" in item["name"]
    )
    assert permit["required"] is False and permit["files"] == []
    walk.file(filing)
    owner, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    project = walk.prepare_city_project(owner, filing.application_id)
    walk.complete_details(owner, project["id"])
    walk.bring_in_units(visitor, owner, project["id"])
    walk.choose_agency(owner, project["id"])
    path = f"/review/projects/{project['id']}/planning-documents"
    for document in owner.items(path):
        if document["node"] == "submission":
            owner.upload(path, ("a.pdf", walk.pdf(document["kind"]), "application/pdf"), kind=document["kind"])
    walk.submit(owner, project["id"])

    late = ("permit.pdf", walk.pdf("permit"), "application/pdf")
    owner.upload(path, late, kind="construction-planning-permit")
    owner.refused(409, "project-submitted", "POST", path, files={"file": late}, data={"kind": "site-plan"})
    documents = {item["kind"]: item for item in owner.items(path)}
    assert [file["name"] for file in documents["construction-planning-permit"]["files"]] == ["permit.pdf"]
