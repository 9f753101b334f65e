"""撤件: of what is confirmed and not yet in review; and the history of states."""

import pytest_asyncio

from services.hall.handlers.review_project_submitted import handle
from shared.events.review import ProjectSubmitted
from tests.hall.applicant import PHONE, Applicant, filed
from tests.hall.place import Hall, People

WITHDRAWN = "hall.application.withdrawn"


@pytest_asyncio.fixture(loop_scope="session")
async def confirmed(owner: Applicant, hall: Hall) -> str:
    path = await owner.ready()
    await filed(owner, hall, path)
    return path


async def states(owner: Applicant, path: str) -> list[tuple[str, int | None]]:
    items = (await owner.get(f"{path}/history"))["items"]
    return [(item["status"], item["handling_code"]) for item in items]


async def submit(hall: Hall, application_id: str) -> None:
    event = ProjectSubmitted(
        application_id=application_id,
        application_ids=[application_id],
        project_id="p",
        project_code="c",
        agency_id="a",
        agency_name="示例审图机构",
        assigned_by="owner",
    )
    await hall.hears(handle, event)


async def test_a_withdrawal_is_told_and_kept(owner: Applicant, hall: Hall, confirmed: str) -> None:
    answer = await owner.post(f"{confirmed}/withdrawal", {"reason": "填写有误"})
    assert answer["status"] == "withdrawn" == (await owner.get(confirmed))["status"]
    (event,) = await hall.told(WITHDRAWN)
    assert event["reason"] == "填写有误" and event["project_code"] == answer["project_code"]
    assert await states(owner, confirmed) == [("draft", None), ("confirmed", 1), ("withdrawn", 2)]
    assert (await owner.get(f"{confirmed}/history"))["items"][2]["reason"] == "填写有误"


async def test_it_needs_no_reason_and_no_body(owner: Applicant, confirmed: str) -> None:
    assert (await owner.post(f"{confirmed}/withdrawal"))["status"] == "withdrawn"


async def test_it_happens_once(owner: Applicant, hall: Hall, confirmed: str) -> None:
    await owner.post(f"{confirmed}/withdrawal", {})
    await owner.refused(409, "application-not-draft", "POST", f"{confirmed}/withdrawal", json={})
    body = {"phone": PHONE, "code": "123456"}
    await owner.refused(409, "application-not-draft", "POST", f"{confirmed}/confirmation", json=body)
    assert len(await hall.told(WITHDRAWN)) == 1


async def test_a_draft_has_nothing_to_withdraw(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    await owner.refused(409, "application-not-confirmed", "POST", f"{path}/withdrawal", json={})
    assert await hall.told(WITHDRAWN) == []


async def test_not_once_it_is_in_review(owner: Applicant, hall: Hall, confirmed: str) -> None:
    """F35."""
    await submit(hall, confirmed.rsplit("/", 1)[1])
    assert (await owner.get(confirmed))["status"] == "in-review"
    await owner.refused(409, "application-in-review", "POST", f"{confirmed}/withdrawal", json={})
    assert (await states(owner, confirmed))[-1] == ("in-review", None), "8 is written when the agency has accepted"


async def test_an_application_follows_its_own_review_only(owner: Applicant, hall: Hall, confirmed: str) -> None:
    project_id = (await owner.get(confirmed))["project_id"]
    second, third = [await owner.ready_again(confirmed) for _ in range(2)]
    for path in (second, third):
        await filed(owner, hall, path)
    await owner.post(f"{third}/withdrawal")
    draft = await owner.open(project_id)
    everything = (confirmed, second, third, draft)
    for path in (second, third, draft, "unknown"):
        await submit(hall, path.rsplit("/", 1)[-1])
    found = [(await owner.get(path))["status"] for path in everything]
    assert found == ["confirmed", "in-review", "withdrawn", "draft"]
    await submit(hall, second.rsplit("/", 1)[1])
    assert len(await states(owner, second)) == 3, "hearing it twice changes nothing"


async def test_others_cannot_withdraw_it(people: People, owner: Applicant, confirmed: str) -> None:
    other = await people.log_in("91410105MA9XXXX2X8")
    await other.refused(404, "not-found", "POST", f"{confirmed}/withdrawal", json={})
    await other.refused(404, "not-found", "GET", f"{confirmed}/history")
    assert (await owner.get(confirmed))["status"] == "confirmed"
