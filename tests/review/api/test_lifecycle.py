"""Two states more in lifecycle.toml: what is frozen, who sees it and whose load it is follow, with no code changed."""

import tomllib

import pytest
from sqlmodel import select

from services.review.actions.steps.move import move_project
from services.review.rules import lifecycle
from services.review.rules.data import FOLDER
from services.review.rules.lifecycle import Party
from services.review.tables import Agency, Project
from shared.context import Context
from shared.store import Transaction
from tests import within
from tests.review.filings import INSTITUTION
from tests.review.person import Person
from tests.review.platform import AGENCIES, DESIGN, SURVEY, Platform

FIRST, _, THIRD = AGENCIES
MORE = """
[accepted]
zh = "已受理"
en = "accepted"
moves.return = { to = "returned", by = ["agency"] }
frozen = ["basics", "details", "units", "drawings", "agency", "planning-documents/submission", "planning-documents/technical-review"]
refusal = "project-submitted"
refusals.submit = "already-submitted"
counts_as_load = true
visible_to = ["owner", "units", "agency"]

[returned]
zh = "退回补正"
en = "returned"
moves.submit = { to = "submitted", by = ["owner"] }
moves.withdraw = { to = "withdrawn", by = ["city"] }
frozen = ["agency"]
refusal = "project-submitted"
visible_to = ["owner", "units"]
"""  # noqa: E501


@pytest.fixture(autouse=True)
def longer_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file as it is, and what a later stage would write into it."""
    tables = tomllib.loads((FOLDER / "lifecycle.toml").read_text("utf-8") + MORE)
    tables["submitted"]["moves"]["accept"] = {"to": "accepted", "by": ["agency"]}
    monkeypatch.setattr(lifecycle, "STATES", lifecycle.load_states(tables))


async def take(platform: Platform, project_id: str, move: str, by: Party = "agency") -> None:
    await within.write(platform.service.store, Context(sandbox=platform.sandbox), _move, project_id, move, by)


def _move(tx: Transaction, project_id: str, move: str, by: Party) -> None:
    project = tx.locked(Project, project_id)
    assert project is not None
    move_project(tx, project, move, by)


async def accepted(platform: Platform) -> tuple[Person, str]:
    owner, project_id = await platform.ready()
    await owner.post(f"/projects/{project_id}/submission", expect=200)
    await take(platform, project_id, "accept")
    return owner, project_id


async def test_what_is_accepted_stays_frozen_and_in_sight(platform: Platform) -> None:
    owner, project_id = await accepted(platform)
    path = f"/projects/{project_id}"
    shown = await owner.get(path)
    assert (shown["status"], shown["status_name"]) == ("accepted", "已受理")
    await owner.refused(409, "project-submitted", "PUT", f"{path}/details", json={})
    await owner.refused(409, "already-submitted", "POST", f"{path}/submission")
    design = await platform.login(DESIGN)
    drawing = {"files": {"file": ("a.pdf", b"%PDF-1")}, "data": {"discipline": "structure"}}
    await design.refused(409, "project-submitted", "POST", f"{path}/drawings", **drawing)
    await owner.upload(f"{path}/planning-documents", kind="construction-planning-permit")
    document = {"files": {"file": ("a.pdf", b"%PDF-1")}, "data": {"kind": "civil-defence-approval"}}
    await owner.refused(409, "project-submitted", "POST", f"{path}/planning-documents", **document)
    for who in (FIRST, DESIGN, SURVEY):
        seer = await platform.login(who)
        assert [item["id"] for item in (await seer.get("/projects?status=accepted"))["items"]] == [project_id]
    await platform.withdraw(shown["application_id"])
    assert (await owner.get(path))["status"] == "accepted", "nobody but the data says that it can be withdrawn"


async def test_what_is_returned_can_be_mended_and_goes_back_to_its_agency(platform: Platform) -> None:
    owner, project_id = await platform.ready(INSTITUTION, "municipal", "2403-410102-04-01-000001", procurement=True)
    path = f"/projects/{project_id}"
    first = await owner.post(f"{path}/submission", expect=200)
    for move in ("accept", "return"):
        await take(platform, project_id, move)
    agency = await platform.login(first["agency"]["credit_code"])
    await agency.refused(404, "not-found", "GET", path)
    assert (await agency.get("/projects"))["items"] == []
    details = (await owner.get(f"{path}/details"))["values"]
    await owner.put(f"{path}/details", details)
    await (await platform.login(DESIGN)).upload(f"{path}/drawings", name="更正.dwg", content=b"AC1032" + b"\0" * 20,
                                                discipline="municipal")  # fmt: skip
    again = await owner.post(f"{path}/submission", expect=200)
    assert (again["agency"], again["status"]) == (first["agency"], "submitted")
    assert (await agency.get(path))["status"] == "submitted"


async def test_load_and_open_reviews_follow(platform: Platform) -> None:
    """An agency with one project on its table and no room for another is passed over while the project is there."""
    await within.write(platform.service.store, Context(sandbox=platform.sandbox), _no_room)
    owner, project_id = await accepted(platform)
    number = (await owner.get(f"/projects/{project_id}"))["application_number"]
    procured, another = await platform.ready(INSTITUTION, "buildings", procurement=True)
    [warning] = (await procured.get(f"/projects/{another}/submission-check"))["warnings"]
    assert warning["code"] == "V12" and number in warning["detail"]
    assert (await procured.post(f"/projects/{another}/submission", expect=200))["agency"]["credit_code"] == THIRD
    await take(platform, project_id, "return")
    procured, last = await platform.ready(INSTITUTION, "buildings", "2403-410105-04-01-000009", procurement=True)
    assert (await procured.post(f"/projects/{last}/submission", expect=200))["agency"]["credit_code"] == FIRST


def _no_room(tx: Transaction) -> None:
    for agency in tx.exec(select(Agency)).all():
        agency.open_limit = 1
