"""一套材料: uploads told by their content, seals, reuse (S13)."""

import hashlib
import re

import pytest

from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.limits import FILES_PER_MATERIAL
from tests.hall.applicant import Applicant, Json, filed, pdf
from tests.hall.place import Hall, People


async def item(owner: Applicant, path: str, code: str) -> Json:
    items = (await owner.get(f"{path}/materials"))["items"]
    return next(dict(material) for material in items if material["code"] == code)


async def test_stars_and_seals_are_shown(owner: Applicant) -> None:
    path = await owner.draft()
    licence, books, notes = [await item(owner, path, code) for code in ("M02", "M13", "M17")]
    assert (licence["required"], licence["needs_seal"]) == (True, False)
    assert (books["required"], books["needs_seal"]) == (True, True)
    assert notes["required"] is False and notes["files"] == []


async def test_a_material_is_called_what_it_is_in_its_scenario(owner: Applicant) -> None:
    project_id = await owner.project()
    for scenario, name, english in (
        ("buildings", "勘察合同、设计合同", "Survey contract and design contract"),
        ("renovation-fitout", "设计合同", "Design contract"),
    ):
        contracts = await item(owner, await owner.open(project_id, scenario), "M08")
        assert (contracts["name"], contracts["title_en"]) == (name, english)


@pytest.mark.parametrize("scenario", CATALOGUE.scenarios)
async def test_every_seal_is_the_applicants_own(owner: Applicant, scenario: str) -> None:
    """签: no other signer is named, promised or set down, whoever may have made the document."""
    path = await owner.draft(scenario)
    for material in (await owner.get(f"{path}/materials"))["items"]:
        assert not {"sealed_by", "seal", "signer"} & set(material)
        if material["needs_seal"]:
            file = await owner.upload(path, material["code"])
            (problem,) = [p for p in (await owner.get(f"{path}/check"))["problems"] if p["code"] == "seal-missing"]
            assert problem["detail"].endswith("需加盖申报单位的电子签章"), problem["detail"]
            sealed = await owner.seal(path, material["code"], file["file_id"])
            assert sealed["seal"]["signer_credit_code"] == "91410100MA9XXXX118"


async def test_a_seal_has_a_number_like_a_real_one(owner: Applicant, people: People) -> None:
    """13 digits, the first six those of the region that registered the unit; a unit keeps its number."""
    other = await people.log_in("91410105MA9XXXX89G")
    theirs = await other.open(await other.project("2403-410105-04-01-200001", "示例商业综合体项目"))
    mine = await owner.draft()
    numbers = []
    for person, path, code in ((owner, mine, "M01"), (owner, mine, "M13"), (other, theirs, "M01")):
        file = await person.upload(path, code)
        numbers.append((await person.seal(path, code, file["file_id"]))["seal"]["seal_code"])
    assert all(re.fullmatch(r"\d{13}", number) for number in numbers), numbers
    assert numbers[0] == numbers[1] != numbers[2]
    assert numbers[0].startswith("410100") and numbers[2].startswith("410105")


async def test_the_form_lights_a_star(owner: Applicant) -> None:
    path = await owner.draft()
    assert not (await item(owner, path, "M24"))["required"]
    await owner.fill(path, project={"government_procurement": True})
    assert (await item(owner, path, "M24"))["required"]


async def test_an_upload_is_kept_byte_by_byte(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    content = pdf("施工图") * 100_000
    stored = await owner.upload(path, "M12", "施工图 总图.PDF", content)
    assert (stored["name"], stored["size"]) == ("施工图 总图.PDF", len(content))
    assert stored["sha256"] == hashlib.sha256(content).hexdigest() and stored["sealed"] is False
    assert [file.read_bytes() for file in hall.kept_files()] == [content]
    assert (await item(owner, path, "M12"))["files"] == [stored]


@pytest.mark.parametrize("name", ["../../../etc/passwd.pdf", "C:\\Windows\\evil.pdf", "/etc/cron.d/x.pdf", "..\\x.pdf"])
async def test_a_clients_path_is_never_used(owner: Applicant, hall: Hall, name: str) -> None:
    stored = await owner.upload(await owner.draft(), "M12", name)
    assert "/" not in stored["name"] and "\\" not in stored["name"]
    (kept,) = hall.kept_files()
    assert stored["name"] not in str(kept)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("virus.exe", b"MZ\x90\x00", "file-type-not-allowed"),
        ("virus.pdf.exe", pdf("x"), "file-type-not-allowed"),
        ("page.html", b"<html>", "file-type-not-allowed"),
        ("plan.dwg", b"AC1027", "file-type-not-allowed"),
        ("photo.jpg", b"\xff\xd8\xff\xe0", "file-type-not-allowed"),
        ("noending", pdf("x"), "file-type-not-allowed"),
        ("renamed.pdf", b"MZ\x90\x00\x03", "file-content-mismatch"),
        ("renamed.ofd", pdf("x"), "file-content-mismatch"),
        ("nothing.pdf", b"", "file-empty"),
    ],
)
async def test_files_that_are_not_taken(owner: Applicant, hall: Hall, name: str, content: bytes, code: str) -> None:
    path = await owner.draft()
    problem = await owner.refused(
        422, code, "POST", f"{path}/materials/M12/files", files={"file": (name, content, "application/pdf")}
    )
    assert problem["detail"]
    assert hall.kept_files() == [] and (await item(owner, path, "M12"))["files"] == []


async def test_photos_where_they_are_welcome(owner: Applicant) -> None:
    path = await owner.draft()
    stored = await owner.upload(path, "M02", "licence.jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF")
    assert stored["type"] == "jpg"
    problem = f"{path}/materials/M02/files/{stored['file_id']}/seal"
    await owner.refused(409, "file-not-sealable", "POST", problem)


async def test_a_file_too_large(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    content = b"%PDF-" + bytes(50 * 1024 * 1024)
    problem = await owner.refused(
        413, "file-too-large", "POST", f"{path}/materials/M02/files", files={"file": ("big.pdf", content)}
    )
    assert "50M" in problem["detail"] and hall.kept_files() == []


async def test_not_more_than_twenty(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    for number in range(FILES_PER_MATERIAL):
        await owner.upload(path, "M17", f"{number}.pdf", pdf(str(number)))
    files = {"file": ("one-more.pdf", pdf("x"))}
    await owner.refused(409, "too-many-files", "POST", f"{path}/materials/M17/files", files=files)
    assert len(hall.kept_files()) == FILES_PER_MATERIAL


@pytest.mark.parametrize(
    "body", [{}, {"data": {"file": "text"}}, {"files": {"other": ("x.pdf", b"%PDF-")}}, {"json": {}}]
)
async def test_an_upload_without_its_file(owner: Applicant, body: Json) -> None:
    path = await owner.draft()
    answer = await owner.send("POST", f"{path}/materials/M12/files", **body)
    assert answer.status_code == 422 and answer.json()["errors"][0]["pointer"] == "/file"


async def test_a_material_this_scenario_does_not_have(owner: Applicant) -> None:
    path = await owner.draft()
    files = {"file": ("x.pdf", pdf("x"))}
    for code in ("M20", "M99", "..", "x" * 500):
        answer = await owner.send("POST", f"{path}/materials/{code}/files", files=files)
        assert answer.status_code == 404, code


async def test_sealing_twice_changes_nothing(owner: Applicant) -> None:
    path = await owner.draft()
    stored = await owner.upload(path, "M12")
    sealed = await owner.seal(path, "M12", stored["file_id"])
    assert sealed["sealed"] and sealed["seal"]["signer_credit_code"] == "91410100MA9XXXX118"
    assert sealed["seal"]["sha256"] == stored["sha256"]
    assert await owner.seal(path, "M12", stored["file_id"]) == sealed


async def test_a_file_is_named_by_its_id_alone_or_with_its_material(owner: Applicant) -> None:
    path = await owner.draft()
    first, second = await owner.upload(path, "M12"), await owner.upload(path, "M12")
    sealed = await owner.post(f"{path}/files/{first['file_id']}/seal")
    assert sealed == await owner.seal(path, "M12", first["file_id"])
    await owner.refused(404, "not-found", "POST", f"{path}/materials/M11/files/{first['file_id']}/seal")
    for file in (f"{path}/files/{first['file_id']}", f"{path}/materials/M12/files/{second['file_id']}"):
        assert (await owner.send("DELETE", file)).status_code == 204
        await owner.refused(404, "not-found", "DELETE", file)


async def test_the_check_asks_for_files_and_seals(owner: Applicant) -> None:
    path = await owner.ready()
    books = await item(owner, path, "M13")
    file_path = f"{path}/materials/M13/files/{books['files'][0]['file_id']}"
    await owner.call("DELETE", file_path)
    assert await problems(owner, path) == {("material-missing", "/materials/M13")}
    unsealed = await owner.upload(path, "M13")
    assert await problems(owner, path) == {("seal-missing", f"/materials/M13/files/{unsealed['file_id']}")}
    await owner.seal(path, "M13", unsealed["file_id"])
    assert await owner.get(f"{path}/check") == {"ready": True, "problems": [], "warnings": []}
    assert (await owner.get(path))["ready"] is True


async def problems(owner: Applicant, path: str) -> set[tuple[str, str]]:
    check = await owner.get(f"{path}/check")
    assert (await owner.get(path))["ready"] is False, "what is kept and what is computed agree"
    assert check["ready"] is False and all(problem["detail"] for problem in check["problems"])
    return {(problem["code"], problem["pointer"]) for problem in check["problems"]}


async def test_an_empty_draft_hears_everything(owner: Applicant) -> None:
    found = await problems(owner, await owner.draft())
    assert ("field-missing", "/owner/leader_phone") in found and ("material-missing", "/materials/M01") in found


async def test_a_deleted_file_is_gone(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    stored = await owner.upload(path, "M12")
    file_path = f"{path}/materials/M12/files/{stored['file_id']}"
    await owner.refused(404, "not-found", "DELETE", file_path.replace("M12", "M13"))
    assert (await owner.send("DELETE", file_path)).status_code == 204
    await owner.refused(404, "not-found", "DELETE", file_path)
    assert hall.kept_files() == []


async def test_materials_are_reused_with_their_seals(owner: Applicant, hall: Hall) -> None:
    """材料共享: references, not copies."""
    first = await owner.ready()
    await filed(owner, hall, first)
    kept = hall.kept_files()
    second = await owner.open((await owner.get(first))["project_id"])
    await owner.fill(second)
    source = {"application_id": first.rsplit("/", 1)[1]}
    reused = await owner.post(f"{second}/materials/reuse", source)
    assert {f["reused_from"] for m in reused["items"] for f in m["files"]} == {source["application_id"]}
    assert await owner.get(f"{second}/check") == {"ready": True, "problems": [], "warnings": []}
    assert await owner.post(f"{second}/materials/reuse", source) == reused, "nothing is doubled"
    assert hall.kept_files() == kept

    file = (await item(owner, second, "M13"))["files"][0]
    await owner.call("DELETE", f"{second}/materials/M13/files/{file['file_id']}")
    assert hall.kept_files() == kept, "the first application still needs it"
    await filed(owner, hall, await owner.ready_again(first))


async def test_only_what_the_scenario_asks_for_is_reused(owner: Applicant) -> None:
    first = await owner.ready()
    await owner.upload(first, "M11")
    second = await owner.open((await owner.get(first))["project_id"], "renovation-fitout")
    reused = await owner.post(f"{second}/materials/reuse", {"application_id": first.rsplit("/", 1)[1]})
    codes = {material["code"] for material in reused["items"] if material["files"]}
    assert "M13" in codes and "M11" not in codes


async def test_anothers_files_do_not_exist(owner: Applicant, people: People) -> None:
    path = await owner.draft()
    stored = await owner.upload(path, "M12")
    other = await people.log_in("91410105MA9XXXX2X8")
    file_path = f"{path}/materials/M12/files/{stored['file_id']}"
    await other.refused(404, "not-found", "GET", f"{path}/materials")
    await other.refused(404, "not-found", "DELETE", file_path)
    await other.refused(404, "not-found", "POST", f"{file_path}/seal")
    files = {"file": ("x.pdf", pdf("x"))}
    await other.refused(404, "not-found", "POST", f"{path}/materials/M12/files", files=files)
    assert (await item(owner, path, "M12"))["files"] == [stored]


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({}, 422, "request-invalid"),
        (
            {"content": b"--x\r\ngarbage", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
            400,
            "multipart-malformed",
        ),
        ({"files": [("file", ("a.pdf", b"%PDF-1.4")), ("file", ("b.pdf", b"%PDF-1.4"))]}, 422, "request-invalid"),
    ],
    ids=["nothing", "a broken form", "two files"],
)
async def test_who_asks_is_looked_at_before_what_was_sent(
    owner: Applicant, people: People, sent: Json, status: int, code: str
) -> None:
    path = f"{await owner.draft()}/materials/M01/files"
    stranger = await people.stranger()
    await stranger.refused(401, "not-logged-in", "POST", path, **sent)
    await owner.refused(status, code, "POST", path, **sent)
