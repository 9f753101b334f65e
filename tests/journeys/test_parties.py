"""Who has a part in a review asks for the parts that are not theirs: while it is prepared, submitted, withdrawn.

What a unit or an agency may do is named here; every other operation of the document is the owner's, new ones too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.journeys import walk
from tests.journeys.client import Client, Json
from tests.journeys.operations import Operation, operations
from tests.journeys.personas import AGENCIES, BUILDING, DESIGN_UNIT, OWNER, SURVEY_UNIT

Answers = Mapping[tuple[str, str], tuple[int, str | None]]

P = "/review/projects/{project_id}"
READS: dict[tuple[str, str], tuple[int, str | None]] = dict.fromkeys([
    ("GET", P), ("GET", f"{P}/basic"), ("GET", f"{P}/basic/schema"), ("GET", f"{P}/details"),
    ("GET", f"{P}/details/schema"), ("GET", f"{P}/drawings"), ("GET", f"{P}/drawings/{{drawing_id}}/content"),
    ("GET", f"{P}/planning-documents"), ("GET", f"{P}/planning-documents/{{file_id}}/content"),
], (200, None))  # fmt: skip
DECISION = ("GET", f"{P}/agency-decision")
DRAWING = {
    ("POST", f"{P}/drawings"), ("POST", f"{P}/drawings/{{drawing_id}}/seal"),
    ("DELETE", f"{P}/drawings/{{drawing_id}}"),
}  # fmt: skip
UNITS_ONLY = (403, "survey-and-design-units-only")
REVOKE = ("DELETE", f"{P}/link-codes/{{code}}")


@dataclass
class Prepared:
    """A review with its two units, one live code and its agency chosen, short of the submission."""

    filing: walk.Filing
    visitor: Client
    owner: Client
    project_id: str

    @property
    def path(self) -> str:
        return f"/review/projects/{self.project_id}"

    def enter(self, account: str) -> Client:
        return walk.enter_platform(self.visitor, account)[0]

    def things(self, code: str) -> Json:
        drawings = self.owner.get(f"{self.path}/drawings")["items"]
        files = [file for item in self.owner.items(f"{self.path}/planning-documents") for file in item["files"]]
        return {
            "project_id": self.project_id, "code": code, "credit_code": DESIGN_UNIT,
            "drawing_id": next(item["drawing_id"] for item in drawings if item["role"] == "design"),
            "file_id": next(file["file_id"] for file in files if not file.get("from_city")),
        }  # fmt: skip

    def owned(self, code: str) -> list[Operation]:
        return [one for one in operations(self.visitor, "review", self.things(code)) if one.owned]


@pytest.fixture
def prepared(visitor: Client) -> Prepared:
    filing = walk.file(walk.prepare(visitor, OWNER.credit_code, BUILDING))
    owner = walk.open_account(visitor, filing.sms)
    project_id = walk.prepare_city_project(owner, filing.application_id)["id"]
    walk.complete_details(owner, project_id)
    walk.bring_in_units(visitor, owner, project_id)
    walk.provide_planning_documents(owner, project_id)
    walk.choose_agency(owner, project_id)
    return Prepared(filing, visitor, owner, project_id)


def expect(found: list[Operation], caller: Client, who: str, wanted: Answers) -> None:
    """These answers, and 404 for every other operation: one that is new is the owner's alone until it is named here."""
    answers = {one.key: one.ask(caller) for one in found}
    wrong = {name: got for name, got in answers.items() if got != wanted.get(name, (404, "not-found"))}
    assert not wrong, f"{who}: {wrong}"


def test_while_it_is_prepared_units_read_and_the_chosen_agency_does_not(prepared: Prepared) -> None:
    """The survey unit has drawings of its own, and no hand on the design unit's; the agency sees it once submitted."""
    found = prepared.owned(walk.share_code(prepared.owner, prepared.project_id, "design"))
    path = prepared.path
    before = prepared.owner.get(path), prepared.owner.get(f"{path}/drawings"), prepared.owner.get(f"{path}/details")
    others = {("POST", f"{P}/drawings"): (422, "request-invalid")}
    expect(found, prepared.enter(SURVEY_UNIT), "a unit of another discipline", READS | others)
    expect(found, prepared.enter(AGENCIES[0]), "the agency, too early", {})
    expect(
        [one for one in found if one.key in DRAWING], prepared.owner, "the owner", dict.fromkeys(DRAWING, UNITS_ONLY)
    )
    assert before == (
        prepared.owner.get(path), prepared.owner.get(f"{path}/drawings"), prepared.owner.get(f"{path}/details"),
    )  # fmt: skip


def test_once_it_is_submitted_everybody_reads_and_nobody_changes_it(prepared: Prepared) -> None:
    code = walk.share_code(prepared.owner, prepared.project_id, "design")
    walk.submit(prepared.owner, prepared.project_id)
    found, sight = prepared.owned(code), READS | {DECISION: (200, None)}
    expect(found, prepared.enter(AGENCIES[0]), "its agency", sight)
    expect(found, prepared.enter(AGENCIES[2]), "another agency", {})
    expect(found, prepared.enter(DESIGN_UNIT), "its unit", sight | dict.fromkeys(DRAWING, (409, "project-submitted")))
    closed = [one for one in found if one.method != "GET" and one.key not in DRAWING | {REVOKE}]
    late = [one for one in closed if one.template not in (f"{P}/planning-documents", f"{P}/submission")]
    assert late
    expect(late, prepared.owner, "the owner", {one.key: (409, "project-submitted") for one in late})
    prepared.owner.refused(409, "already-submitted", "POST", f"{prepared.path}/submission")


def test_once_it_is_withdrawn_its_own_people_read_and_nobody_changes_it(prepared: Prepared) -> None:
    code = walk.share_code(prepared.owner, prepared.project_id, "design")
    prepared.filing.owner.post(f"{prepared.filing.path}/withdrawal", {})
    walk.settle(prepared.visitor)
    found = prepared.owned(code)
    gone = (409, "project-withdrawn")
    expect(found, prepared.enter(AGENCIES[0]), "the agency that was chosen", {})
    expect(found, prepared.enter(DESIGN_UNIT), "its unit", READS | dict.fromkeys(DRAWING, gone))
    changes = [one for one in found if one.method != "GET" and one.key not in DRAWING | {REVOKE}]
    expect(changes, prepared.owner, "the owner", {one.key: gone for one in changes})
    made = prepared.visitor.call("POST", "/sim/enterprises", 201, json={"kind": "design"})
    newcomer, _ = walk.enter_platform(prepared.visitor, made["login"], made["password"])
    newcomer.refused(404, "link-code-invalid", "POST", "/review/project-links", json={"code": code})


def test_who_was_taken_out_is_a_stranger_again(prepared: Prepared) -> None:
    found = prepared.owned(walk.share_code(prepared.owner, prepared.project_id, "design"))
    prepared.owner.call("DELETE", f"{prepared.path}/units/{DESIGN_UNIT}", 204)
    expect(found, prepared.enter(DESIGN_UNIT), "a unit that was removed", {})


def test_another_projects_things_are_not_found_under_ones_own(prepared: Prepared) -> None:
    """The same owner and the same unit: still each thing is its own project's."""
    things = prepared.things(walk.share_code(prepared.owner, prepared.project_id, "design"))
    again = walk.file(
        walk.prepare_for(prepared.filing.owner, OWNER.credit_code, prepared.filing.project_id, "buildings")
    )
    other = walk.prepare_city_project(prepared.owner, again.application_id)["id"]
    unit = prepared.enter(DESIGN_UNIT)
    walk.join_project(unit, walk.share_code(prepared.owner, other, "design"))
    found = operations(prepared.visitor, "review", things | {"project_id": other})
    strays = [one for one in found if any(f"{{{name}}}" in one.template for name in ("drawing_id", "file_id", "code"))]
    assert len(strays) >= 6
    expect(strays, prepared.owner, "the owner", dict.fromkeys(DRAWING, UNITS_ONLY))
    expect(strays, unit, "the unit", {})
