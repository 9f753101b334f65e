"""S18: as often as the owner likes; one account in the province, and a review for each filing."""

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import BUILDING, OWNER


def file_again(owner: Client, first: walk.Filing, key: str | None = None) -> walk.Filing:
    again = walk.prepare_for(owner, first.credit_code, first.project_id, first.scenario)
    code = walk.code_from_phone(owner, again.application_id)
    with walk.next_message(owner, again.leader_phone, "account") as sms:
        walk.confirm(owner, again.application_id, code, key=key)
        walk.await_event(owner, walk.journey_of(again), "sms.message.delivered")
    again.sms = sms
    return again


def test_the_second_filing_shares_the_account_and_is_a_review_of_its_own(visitor: Client) -> None:
    first = walk.file(walk.prepare(visitor))
    owner = walk.open_account(visitor, first.sms)
    project = walk.prepare_city_project(owner, first.application_id)

    second = file_again(first.owner, first)
    assert not second.sms["vars"].get("initial_password")
    assert walk.NEW_PASSWORD not in second.sms["text"]
    assert [item["id"] for item in owner.items("/review/projects")] == [project["id"]]
    platform, _ = walk.enter_platform(visitor, OWNER.credit_code, walk.NEW_PASSWORD)
    another = walk.choose_city_project(platform, second.application_id)
    assert another["project_code"] == project["project_code"] and another["id"] != project["id"]
    assert platform.get(f"/review/projects/{project['id']}") == project


def test_a_filing_after_a_submission_is_reviewed_too(visitor: Client) -> None:
    """Each application follows its own review, and no other."""
    first = walk.file(walk.prepare(visitor))
    owner = walk.open_account(visitor, first.sms)
    one = walk.submit_for_review(visitor, owner, first.application_id)
    second = file_again(first.owner, first)
    walk.settle(visitor)
    assert [first.owner.get(filing.path)["status"] for filing in (first, second)] == ["in-review", "confirmed"]

    two = walk.submit_for_review(visitor, owner, second.application_id)
    walk.settle(visitor)
    assert two["project_id"] != one["project_id"]
    assert [first.owner.get(filing.path)["status"] for filing in (first, second)] == ["in-review", "in-review"]
    assert [item["status"] for item in owner.items("/review/projects")] == ["submitted", "submitted"]


def test_the_second_filing_is_a_journey_of_its_own(visitor: Client) -> None:
    first = walk.file(walk.prepare(visitor))
    second = file_again(first.owner, first)
    journeys = {walk.journey_of(first), walk.journey_of(second)}
    assert len(journeys) == 2
    for journey in journeys:
        pushed = visitor.items("/sim/events", type="review.project.pushed", journey=journey)
        assert len(pushed) == 1


def test_form_and_materials_are_reused(visitor: Client) -> None:
    """数据共享 (S10) and 材料共享 (S13)."""
    first = walk.file(walk.prepare(visitor))
    owner = first.owner
    again = walk.open_application(owner, first.project_id, first.scenario)
    path = f"/hall/applications/{again['id']}"

    (offer,) = owner.items(f"{path}/reusable")
    assert offer["application_id"] == first.application_id and offer["same_project"] is True
    assert {section["section"] for section in offer["form"]} == set(first.form)
    reused = owner.post(f"{path}/form/reuse", {"application_id": first.application_id})
    assert reused["missing"] == []
    assert owner.get(f"{path}/form")["values"]["owner"] == first.form["owner"]
    owner.post(f"{path}/materials/reuse", {"application_id": first.application_id})
    (left,) = owner.items(f"{path}/reusable")
    assert left["materials"] == [], "nothing is offered twice"
    before = {
        item["code"]: len(item["files"]) for item in owner.items(f"/hall/applications/{first.application_id}/materials")
    }
    assert {item["code"]: len(item["files"]) for item in owner.items(f"{path}/materials")} == before
    walk.ready_to_confirm(owner, again["id"])


def test_a_draft_waits_for_its_owner(visitor: Client) -> None:
    """暂存: half a form stays, in 用户中心 it is found again."""
    owner = walk.log_in(visitor, OWNER.credit_code)
    project = walk.link_project(owner, *BUILDING)
    application = walk.open_application(owner, project["id"], "buildings")
    path = f"/hall/applications/{application['id']}/form"
    half = {"owner": owner.get(path)["example"]["owner"]}
    assert owner.put(path, half)["missing"]

    later = walk.log_in(visitor, OWNER.credit_code)
    drafts = later.items("/hall/applications", status="draft", project_id=project["id"])
    assert [draft["id"] for draft in drafts] == [application["id"]]
    assert later.get(path)["values"]["owner"] == half["owner"]


def test_what_was_withdrawn_does_not_block_the_next(visitor: Client) -> None:
    first = walk.file(walk.prepare(visitor))
    owner = first.owner
    assert owner.post(f"{first.path}/withdrawal", {})["status"] == "withdrawn"
    history = str(owner.get(f"{first.path}/history"))
    assert "confirmed" in history and "withdrawn" in history
    walk.settle(visitor)
    second = file_again(owner, first)
    assert owner.get(second.path)["status"] == "confirmed"
    assert owner.get(first.path)["status"] == "withdrawn"


def test_nothing_more_can_be_done_to_a_withdrawn_filing(visitor: Client) -> None:
    filing = walk.file(walk.prepare(visitor))
    owner = filing.owner
    owner.post(f"{filing.path}/withdrawal")
    for method, path, body in [
        ("PUT", "/form", filing.form),
        ("POST", "/verification-code", {"phone": walk.CONFIRMING_PHONE}),
        ("POST", "/confirmation", {"phone": walk.CONFIRMING_PHONE, "code": "123456"}),
        ("POST", "/withdrawal", {}),
    ]:
        problem = owner.send(method, filing.path + path, json=body)
        assert problem.status_code == 409, (method, path, problem.text)
