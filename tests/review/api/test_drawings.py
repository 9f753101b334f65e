"""图纸 (S20): from linked units only, of their own disciplines, true to their type."""

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pytest

from services.review.rules.disciplines import SCENARIOS
from services.review.rules.limits import MEGABYTES
from shared.uploads.keeping import MEGABYTE
from tests.review.filings import RETURNING
from tests.review.person import PDF
from tests.review.platform import DESIGN, Platform, join


def ofd(member: str = "OFD.xml") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(member, "<ofd:OFD/>")
    return packed.getvalue()


def kept_files(platform: Platform) -> list[Path]:
    folder = platform.service.settings.data_dir / "files" / "review" / str(platform.life_here)
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_what_is_required(platform: Platform, scenario: str) -> None:
    owner, project = await platform.editing(scenario=scenario)
    drawings = await owner.get(f"/projects/{project['id']}/drawings")
    roles = {item["role"] for item in drawings["required"]}
    assert roles == ({"design"} if scenario == "renovation-fitout" else {"design", "survey"})
    assert drawings["items"] == [] and drawings["next_cursor"] is None
    titles = {item["discipline"]: item["title_en"] for item in drawings["required"]}
    assert titles["electrical"] == "Electrical engineering"
    assert all(aspect["title_en"].isascii() for aspect in drawings["aspects"])


async def test_civil_air_defence_adds_a_discipline(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}"
    example = (await owner.get(f"{path}/details"))["example"]
    example["review"]["joint_civil_defence_review"] = True
    await owner.put(f"{path}/details", example)
    assert "civil-defence" in [item["discipline"] for item in (await owner.get(f"{path}/drawings"))["required"]]


async def test_a_drawing_is_kept_sealed_and_deleted(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/drawings"
    unit = await join(platform, owner, project["id"], "design")
    drawing = await unit.upload(path, name="../结施-05.pdf", discipline="structure")
    assert drawing["name"] == "结施-05.pdf" and drawing["size"] == len(PDF)
    assert drawing["sha256"] == hashlib.sha256(PDF).hexdigest() and drawing["sealed"] is False
    sealed = await unit.post(f"{path}/{drawing['drawing_id']}/seal", expect=200)
    assert sealed["sealed"] is True and sealed["sealed_at"] and drawing["seal"] is None
    assert sealed["seal"] | {"seal_code": ""} == {
        "signer_credit_code": DESIGN, "seal_code": "", "sha256": drawing["sha256"], "signed_at": sealed["sealed_at"],
    }  # fmt: skip
    assert re.fullmatch(r"410102\d{7}", sealed["seal"]["seal_code"])
    assert await unit.post(f"{path}/{drawing['drawing_id']}/seal", expect=200) == sealed
    [listed] = (await owner.get(path))["items"]
    assert listed == sealed
    [stored] = kept_files(platform)
    assert stored.read_bytes() == PDF and "结施" not in str(stored)
    await unit.call("DELETE", f"{path}/{drawing['drawing_id']}", 204)
    assert (await owner.get(path))["items"] == [] and kept_files(platform) == []


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.PDF", PDF, "pdf"), ("b.dwg", b"AC1032" + b"\0" * 20, "dwg"), ("c.ofd", ofd(), "ofd")],
)
async def test_true_types(platform: Platform, name: str, content: bytes, kind: str) -> None:
    owner, project = await platform.editing()
    unit = await join(platform, owner, project["id"], "design")
    drawing = await unit.upload(f"/projects/{project['id']}/drawings", content, name, discipline="structure")
    assert drawing["format"] == kind


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"MZ\x90\x00" + b"\0" * 50, "file-content-mismatch"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "file-content-mismatch"),
        ("a.dwg", PDF, "file-content-mismatch"),
        ("a.exe", PDF, "file-type-not-allowed"),
        ("a", PDF, "file-type-not-allowed"),
        ("a.ofd", ofd("word/document.xml"), "file-content-mismatch"),
        ("a.ofd", b"PK\x03\x04 not a zip", "file-content-mismatch"),
        ("a.pdf", b"", "file-empty"),
    ],
)
async def test_what_is_not_what_it_says(platform: Platform, name: str, content: bytes, code: str) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/drawings"
    unit = await join(platform, owner, project["id"], "design")
    file = {"file": (name, content, "application/pdf")}
    await unit.refused(422, code, "POST", path, files=file, data={"discipline": "structure"})
    assert (await owner.get(path))["items"] == [] and kept_files(platform) == []


async def test_a_file_too_large(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MEGABYTES, "pdf", 1)
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/drawings"
    unit = await join(platform, owner, project["id"], "design")
    file = {"file": ("a.pdf", PDF + bytes(MEGABYTE), "application/pdf")}
    problem = await unit.refused(413, "file-too-large", "POST", path, files=file, data={"discipline": "structure"})
    assert "1M" in problem["detail"] and kept_files(platform) == []


async def test_only_linked_units_hand_in(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/drawings"
    how = {"files": {"file": ("a.pdf", PDF)}, "data": {"discipline": "structure"}}
    design = await platform.login("91410102MA9XXXX38W")
    await design.refused(404, "not-found", "POST", path, **how)
    problem = await owner.refused(403, "survey-and-design-units-only", "POST", path, **how)
    assert "勘察和设计单位" in problem["detail"]
    survey = await join(platform, owner, project["id"], "survey")
    problem = await survey.refused(422, "request-invalid", "POST", path, **how)
    assert [error["code"] for error in problem["errors"]] == ["discipline-not-yours"]
    problem = await survey.refused(
        422, "request-invalid", "POST", path, files=how["files"], data={"discipline": "烹饪"}
    )
    assert [error["pointer"] for error in problem["errors"]] == ["/discipline"]
    assert kept_files(platform) == []


async def test_another_units_drawing_does_not_exist(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/drawings"
    design = await join(platform, owner, project["id"], "design")
    survey = await join(platform, owner, project["id"], "survey")
    drawing = await design.upload(path, discipline="structure")
    place = f"{path}/{drawing['drawing_id']}"
    await survey.refused(404, "not-found", "POST", f"{place}/seal")
    await survey.refused(404, "not-found", "DELETE", place)
    await owner.refused(403, "survey-and-design-units-only", "DELETE", place)
    other_owner, other = await platform.editing(RETURNING, code="2405-410100-99-99-000009")
    await join(platform, other_owner, other["id"], "design")
    await design.refused(404, "not-found", "POST", f"/projects/{other['id']}/drawings/{drawing['drawing_id']}/seal")


async def test_uploads_without_their_parts(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/drawings"
    unit = await join(platform, owner, project["id"], "design")
    file = {"file": ("a.pdf", PDF)}
    for how in ({"files": file}, {"data": {"discipline": "structure"}}, {"json": {"discipline": "structure"}}):
        problem = await unit.refused(422, "request-invalid", "POST", path, **how)
        assert problem["errors"], problem
