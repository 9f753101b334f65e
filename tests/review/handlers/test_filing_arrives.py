"""hall.application.confirmed and .withdrawn: S15, S17, S19; once per application, whatever arrives how often."""

from shared.events.hall import ApplicationWithdrawn
from tests.review.filings import CODE, LEADER, OWNER, RETURNING, a_filing
from tests.review.platform import Platform


async def test_a_new_owner_gets_an_account_and_a_password(platform: Platform) -> None:
    pushed = await platform.push()
    assert pushed["account"] == OWNER and pushed["account_created"] is True
    assert len(pushed["initial_password"]) == 10 and pushed["leader_phone"] == LEADER
    assert pushed["project_code"] == CODE
    answer = await platform.visitor().post(
        "/login", {"account": OWNER, "password": pushed["initial_password"]}, expect=200
    )
    assert answer["must_change_password"] is True


async def test_a_returning_owner_gets_no_password(platform: Platform) -> None:
    pushed = await platform.push(RETURNING)
    assert pushed["account_created"] is False and pushed["initial_password"] is None


async def test_the_same_delivery_twice_has_one_effect(platform: Platform) -> None:
    filing = a_filing()
    event_id = await platform.tell(filing)
    await platform.tell(filing, event_id=event_id)
    assert len(await platform.events("review.project.pushed")) == 1
    assert await platform.deliveries() == ["handled"]


async def test_the_same_application_told_twice_has_one_effect(platform: Platform) -> None:
    filing = a_filing()
    await platform.tell(filing)
    await platform.tell(filing)
    assert len(await platform.events("review.project.pushed")) == 1
    assert await platform.deliveries() == ["handled", "handled"]


async def test_a_second_filing_shares_the_account_and_is_a_review_of_its_own(platform: Platform) -> None:
    first, second = await platform.push(), await platform.push()
    assert second["project_id"] != first["project_id"] and second["project_code"] == first["project_code"]
    assert (second["account_created"], second["initial_password"]) == (False, None)
    owner = await platform.owner(first)
    listed = (await owner.get("/city-projects"))["items"]
    assert [item["application_id"] for item in listed] == [first["application_id"], second["application_id"]]
    assert [item["project_id"] for item in listed] == [first["project_id"], second["project_id"]]


async def test_another_project_of_the_owner_is_another_project(platform: Platform) -> None:
    first = await platform.push()
    second = await platform.push(code="2405-410100-99-99-000001")
    assert second["project_id"] != first["project_id"] and second["account_created"] is False


async def test_two_owners_of_one_code_do_not_see_each_other(platform: Platform) -> None:
    await platform.push(OWNER)
    other = await platform.owner(await platform.push(RETURNING))
    assert [item["project_code"] for item in (await other.get("/city-projects"))["items"]] == [CODE]


async def test_the_journey_is_the_application(platform: Platform) -> None:
    pushed = await platform.push()
    [envelope] = await platform.envelopes("review.project.pushed")
    assert envelope["journey"] == envelope["subject"] == pushed["application_id"]
    assert envelope["causationid"]


async def test_a_withdrawn_filing_leaves_the_list(platform: Platform) -> None:
    pushed = await platform.push(RETURNING)
    await platform.withdraw(pushed["application_id"])
    owner = await platform.login(RETURNING)
    assert (await owner.get("/city-projects"))["items"] == []
    assert (await owner.get(f"/projects/{pushed['project_id']}"))["status"] == "withdrawn"
    body = {"city_project_id": pushed["project_id"]}
    problem = await owner.refused(409, "project-withdrawn", "POST", "/projects", json=body)
    assert "重新申报" in problem["detail"] and (await owner.get("/projects"))["items"] == []


async def test_a_withdrawal_that_comes_first_waits_for_its_filing(platform: Platform) -> None:
    filing = a_filing(RETURNING)
    await platform.tell(ApplicationWithdrawn(application_id=filing.application_id, project_code=CODE, reason="撤件"))
    assert await platform.deliveries() == ["retry"]
    await platform.tell(filing)
    ticket = platform.service.store.changed.ticket()
    await platform.pass_time(minutes=1)
    while await platform.deliveries() != ["handled", "handled"]:
        await ticket.wait()
        ticket = platform.service.store.changed.ticket()
    owner = await platform.login(RETURNING)
    assert (await owner.get("/city-projects"))["items"] == []


async def test_what_was_selected_is_withdrawn_with_its_filing(platform: Platform) -> None:
    owner, project = await platform.editing()
    await platform.withdraw(project["application_id"])
    path = f"/projects/{project['id']}"
    assert (await owner.get(path))["status"] == "withdrawn"
    await owner.refused(409, "project-withdrawn", "POST", f"{path}/submission")
    await owner.refused(409, "project-withdrawn", "PUT", f"{path}/details", json={})


async def test_what_was_withdrawn_stays_so_when_it_is_filed_again(platform: Platform) -> None:
    owner, project = await platform.editing()
    await platform.withdraw(project["application_id"])
    await platform.push(RETURNING)
    [item] = (await owner.get("/city-projects"))["items"]
    again = await owner.post("/projects", {"city_project_id": item["id"]})
    assert again["id"] != project["id"] and again["status"] == "basic"
    assert (await owner.get(f"/projects/{project['id']}"))["status"] == "withdrawn"


async def test_a_withdrawal_concerns_its_own_review_only(platform: Platform) -> None:
    owner, project = await platform.editing()
    _, second = await platform.editing()
    await platform.withdraw(second["application_id"])
    assert (await owner.get(f"/projects/{project['id']}"))["status"] == "editing"
    assert (await owner.get(f"/projects/{second['id']}"))["status"] == "withdrawn"
    await platform.withdraw(second["application_id"])
    assert (await owner.get(f"/projects/{project['id']}"))["status"] == "editing"


async def test_the_latest_leaders_phone_is_bound(platform: Platform) -> None:
    """F09: a wrong number in the form is mended by filing again."""
    await platform.push(phone="13800000077")
    await platform.push(phone="13800000078")
    await platform.visitor().post("/password-recovery", {"account": OWNER}, expect=202)
    [issued] = await platform.events("review.phone_code.issued")
    assert issued["phone"] == "13800000078"


async def test_sandboxes_share_nothing(platform: Platform) -> None:
    pushed = await platform.push()
    elsewhere = await platform.in_new_sandbox()
    theirs = await elsewhere.push()
    assert theirs["account_created"] is True and theirs["project_id"] != pushed["project_id"]
    stranger = await elsewhere.owner(theirs)
    await stranger.refused(404, "not-found", "GET", f"/projects/{pushed['project_id']}")
