"""审图机构 (S21): chosen by the owner, or assigned in turn."""

from collections.abc import Callable
from typing import Any

import pytest

from services.review.actions.register_agency import register_agency
from services.review.tables import Agency
from shared.context import Context
from shared.store import Transaction
from tests import within
from tests.review.filings import INSTITUTION, RETURNING, Json
from tests.review.person import Person
from tests.review.platform import AGENCIES, Platform
from tests.review.questions import questions

FIRST, SECOND_CLASS, AFFILIATED = AGENCIES
SMALL = {
    "review": {"scale": "10"},
    "buildings": [{"name": "管网", "code": "001", "usage": "011", "length": 300, "span": 2}],
}


async def ids(person: Person) -> dict[str, str]:
    return {item["credit_code"]: item["id"] for item in (await person.get("/agencies"))["items"]}


async def submit(person: Person, project_id: str) -> Json:
    return dict(await person.post(f"/projects/{project_id}/submission", expect=200))


async def procured(platform: Platform, number: int, **facts: Any) -> tuple[Person, str]:
    """A municipal project of the institution, ready but for its agency."""
    code = f"2403-410102-04-01-{number:06}"
    return await platform.ready(INSTITUTION, "municipal", code, procurement=True, **facts)


async def test_the_register(platform: Platform) -> None:
    owner = await platform.login(RETURNING)
    listed = (await owner.get("/agencies"))["items"]
    assert [item["credit_code"] for item in listed] == list(AGENCIES)
    assert [item["class_name"] for item in listed] == ["一类", "二类", "一类"]
    assert [item["class_title_en"] for item in listed] == ["First class", "Second class", "First class"]


async def test_which_agency_may_review_a_project(platform: Platform) -> None:
    owner, project = await platform.editing()
    listed = (await owner.get(f"/agencies?project_id={project['id']}"))["items"]
    judged = {item["credit_code"]: [reason["code"] for reason in item["reasons"]] for item in listed}
    assert judged == {FIRST: [], SECOND_CLASS: ["class-too-low"], AFFILIATED: ["conflict-of-interest"]}
    assert [item["eligible"] for item in listed] == [True, False, False]


async def test_judging_the_register_costs_as_many_questions_as_judging_one_agency(platform: Platform) -> None:
    owner, project = await platform.editing()
    with questions() as one:
        assert len((await owner.get(f"/agencies?project_id={project['id']}&limit=1"))["items"]) == 1
    with questions() as all_:
        assert len((await owner.get(f"/agencies?project_id={project['id']}"))["items"]) == len(AGENCIES)
    assert one and len(all_) == len(one)


async def test_the_owner_chooses(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}"
    agency = (await ids(owner))[FIRST]
    chosen = await owner.put(f"{path}/agency", {"agency_id": agency})
    assert chosen["assigned_by"] == "owner" and chosen["agency"]["id"] == agency
    assert (await owner.get(path))["agency"] == chosen["agency"]


@pytest.mark.parametrize(
    ("agency", "code", "said"),
    [(SECOND_CLASS, "class-too-low", "二类"), (AFFILIATED, "conflict-of-interest", "利害关系")],
)
async def test_an_agency_that_may_not(platform: Platform, agency: str, code: str, said: str) -> None:
    owner, project = await platform.editing()
    body = {"agency_id": (await ids(owner))[agency]}
    problem = await owner.refused(409, "agency-not-eligible", "PUT", f"/projects/{project['id']}/agency", json=body)
    assert [error["code"] for error in problem["errors"]] == [code] and said in problem["errors"][0]["detail"]
    assert (await owner.get(f"/projects/{project['id']}"))["agency"] is None


async def test_an_agency_nobody_knows(platform: Platform) -> None:
    owner, project = await platform.editing()
    await owner.refused(404, "not-found", "PUT", f"/projects/{project['id']}/agency", json={"agency_id": "x"})


async def test_procurement_leaves_no_choice(platform: Platform) -> None:
    owner, project = await platform.editing(procurement=True)
    body = {"agency_id": (await ids(owner))[FIRST]}
    problem = await owner.refused(
        409, "agency-assigned-by-rotation", "PUT", f"/projects/{project['id']}/agency", json=body
    )
    assert "轮候机制" in problem["detail"]


async def test_turns_are_taken_in_order(platform: Platform) -> None:
    """All may review a small project: each has its turn, then the first again."""
    turns = []
    for number in range(4):
        owner, project_id = await procured(platform, number, details=SMALL)
        answer = await submit(owner, project_id)
        assert answer["assigned_by"] == "rotation" and answer["text"] == "系统按轮候机制自动分配"
        turns.append(answer["agency"]["credit_code"])
    assert turns == [FIRST, SECOND_CLASS, AFFILIATED, FIRST]


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda code: f"\u200b {code}\u00a0", lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code)],
    ids=["small letters", "unseen", "full width"],
)
async def test_no_agency_reviews_what_it_designed(platform: Platform, typed: Callable[[str], str]) -> None:
    """However its credit code was typed into the details: its turn passes it by."""
    owner, project_id = await procured(platform, 1, details=SMALL)
    path = f"/projects/{project_id}"
    values = (await owner.get(f"{path}/details"))["values"]
    row = {"scope": "幕墙专项设计", "name": "示例专项设计有限公司", "credit_code": typed(FIRST)}
    row |= {key: value for key, value in values["design_unit"].items() if key.startswith("leader_")}
    await owner.put(f"{path}/details", values | {"further_design_units": [row]})
    kept = (await owner.get(f"{path}/details"))["values"]
    assert kept["further_design_units"][0]["credit_code"] == FIRST
    assert (await submit(owner, project_id))["agency"]["credit_code"] == SECOND_CLASS
    decision = await owner.get(f"{path}/agency-decision")
    assert [skipped["reason"] for skipped in decision["skipped"]] == ["conflict-of-interest"]


async def test_a_decision_is_recorded_and_told(platform: Platform) -> None:
    """A large project: the second-class agency is passed over and keeps its place."""
    owner, first = await procured(platform, 1)
    known = await ids(owner)
    one, two, three = (known[code] for code in AGENCIES)
    await submit(owner, first)
    owner, second = await procured(platform, 2)
    await submit(owner, second)
    decision = await owner.get(f"/projects/{second}/agency-decision")
    assert decision["queue"] == "4101/municipal/large" and decision["assigned_by"] == "rotation"
    assert decision["before"] == [two, three, one] and decision["candidates"] == [three, one]
    [skipped] = decision["skipped"]
    assert (skipped["id"], skipped["reason"]) == (two, "class-too-low")
    assert skipped["reason_title_en"] == "Class too low for the project's scale"
    assert decision["text_en"] == "The system assigned the agency by rotation."
    assert decision["chosen"] == three == decision["agency"]["id"] and decision["after"] == [two, one, three]
    assigned = (await platform.events("review.agency.assigned"))[-1]
    assert assigned["agency_id"] == three
    assert assigned["decision"]["skipped"] == [{"id": two, "reason": "class-too-low"}]


async def test_queues_of_different_scale_turn_apart(platform: Platform) -> None:
    for number, details in enumerate((None, SMALL)):
        owner, project_id = await procured(platform, number, details=details)
        assert (await submit(owner, project_id))["agency"]["credit_code"] == FIRST


async def test_what_was_withdrawn_and_filed_again_has_a_turn_of_its_own(platform: Platform) -> None:
    """The new filing is another review: it shares no agency with the old one."""
    owner, first = await procured(platform, 1)
    withdrawn = await submit(owner, first)
    project = await owner.get(f"/projects/{first}")
    await platform.withdraw(project["application_id"], project["project_code"])
    again, second = await procured(platform, 1)
    assert second != first and (await again.get(f"/projects/{second}"))["agency"] is None
    assert (await submit(again, second))["agency"] != withdrawn["agency"]
    assert (await again.get(f"/projects/{first}"))["agency"] == withdrawn["agency"]


async def test_nobody_to_assign(platform: Platform) -> None:
    """V08: nothing is assigned, nothing turns, nothing is submitted."""
    details = {"project": {"site_region": "419001"}}
    owner, project_id = await procured(platform, 1, details=details, form={})
    first = (await ids(owner))[FIRST]
    await within.write(platform.service.store, _context(platform), _suspend, first)
    check = await owner.get(f"/projects/{project_id}/submission-check")
    assert check["ready"] is False and [problem["code"] for problem in check["problems"]] == ["V08"]
    await owner.refused(422, "submission-incomplete", "POST", f"/projects/{project_id}/submission")
    await owner.refused(404, "not-found", "GET", f"/projects/{project_id}/agency-decision")
    assert await platform.events("review.project.submitted") == []


async def test_the_agency_sees_what_was_submitted_to_it(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    agency = await platform.login(FIRST)
    assert (await agency.get("/projects"))["items"] == []
    await submit(owner, project_id)
    assert [item["id"] for item in (await agency.get("/projects"))["items"]] == [project_id]
    assert (await agency.get(f"/projects/{project_id}/drawings"))["items"]


def _context(platform: Platform) -> Context:
    return Context(sandbox=platform.sandbox)


def _suspend(tx: Transaction, agency_id: str) -> None:
    agency = tx.get(Agency, agency_id)
    assert agency is not None
    agency.suspended = True


async def test_an_agency_made_later_stands_last_in_the_queue(platform: Platform) -> None:
    """It takes its turn after those that were there, and has a certificate number that nobody has yet (domain A8)."""
    made = ("91410122MA9XXXX38U", "示例丁施工图审查有限公司", "13800000382", "-", {"agency_class": "class-2"})
    agency = await within.write(platform.service.store, Context(sandbox=platform.sandbox), register_agency, *made)
    assert (agency.certificate, agency.agency_class, agency.suspended) == ("16004", "class-2", False)
    person, project_id = await procured(platform, 1)
    await submit(person, project_id)
    decision = await person.get(f"/projects/{project_id}/agency-decision")
    known = await ids(person)
    assert decision["before"] == [known[code] for code in AGENCIES] + [agency.id]
