"""What must come out right when two things happen at once: on SQLite, on PostgreSQL, and at two replicas.

One replica runs its units one after the other; those of two really collide.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.engines.postgres import PostgreSQL
from tests.review.filings import INSTITUTION, OWNER, RETURNING, a_filing, hall_form
from tests.review.person import Person
from tests.review.platform import AGENCIES, DESIGN, Platform, replicated_platform, running_platform

SMALL = {
    "review": {"scale": "10"},
    "buildings": [{"name": "管网", "code": "001", "usage": "011", "length": 300, "span": 2}],
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres: PostgreSQL) -> AsyncIterator[Platform]:
    folder = tmp_path_factory.mktemp("review-postgres")
    async with running_platform(folder, database_url=postgres.new_database()) as platform:
        yield platform


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def replicas(tmp_path_factory: pytest.TempPathFactory, postgres: PostgreSQL) -> AsyncIterator[Platform]:
    async with replicated_platform(tmp_path_factory.mktemp("review-replicas"), postgres.new_database()) as platform:
        yield platform


@pytest.fixture(params=["running", "on_postgres", "replicas"], ids=["sqlite", "postgres", "replicas"])
def engine(request: pytest.FixtureRequest) -> Platform:
    platform: Platform = request.getfixturevalue(request.param)
    return platform


@pytest_asyncio.fixture(loop_scope="session")
async def anywhere(engine: Platform) -> Platform:
    """The platform on either engine, seen from a new sandbox."""
    return await engine.in_new_sandbox()


async def test_parallel_filings_of_a_new_project_make_one_account(anywhere: Platform) -> None:
    """One account, one password; each filing told once, with a review of its own."""
    form = hall_form()
    filings = [a_filing(form=form) for _ in range(24)]
    await asyncio.gather(*(anywhere.tell(filing) for filing in filings))
    pushed = await anywhere.events("review.project.pushed")
    assert sorted(data["application_id"] for data in pushed) == sorted(filing.application_id for filing in filings)
    assert len({data["project_id"] for data in pushed}) == len(filings)
    [created] = [data for data in pushed if data["account_created"]]
    assert [data["initial_password"] for data in pushed if data["initial_password"]] == [created["initial_password"]]
    owner = await anywhere.owner(created)
    assert len((await owner.get("/city-projects?limit=200"))["items"]) == len(filings)
    assert set(await anywhere.deliveries()) == {"handled"}


async def test_parallel_filings_of_new_projects_make_one_account(anywhere: Platform) -> None:
    form = hall_form()
    filings = [a_filing(code=f"2403-410105-04-01-{number:06}", form=form) for number in range(12)]
    await asyncio.gather(*(anywhere.tell(filing) for filing in filings))
    pushed = await anywhere.events("review.project.pushed")
    assert len({data["project_id"] for data in pushed}) == 12
    assert Counter(data["account_created"] for data in pushed) == {True: 1, False: 11}


async def test_copies_of_one_delivery_have_one_effect(anywhere: Platform) -> None:
    filing, event_id = a_filing(), f"copy-{anywhere.sandbox}"
    await asyncio.gather(*(anywhere.tell(filing, event_id=event_id) for _ in range(8)))
    assert len(await anywhere.events("review.project.pushed")) == 1


async def test_parallel_submissions_take_different_turns(anywhere: Platform) -> None:
    """F30: the queue's row is held while a turn is taken."""
    ready = [
        await anywhere.ready(
            INSTITUTION, "municipal", f"2403-410102-04-01-{number:06}", procurement=True, details=SMALL
        )
        for number in range(3)
    ]
    answers = await asyncio.gather(
        *(owner.post(f"/projects/{project_id}/submission", expect=200) for owner, project_id in ready)
    )
    turns = Counter(answer["agency"]["credit_code"] for answer in answers)
    assert turns == dict.fromkeys(AGENCIES, 1)
    decisions = [await owner.get(f"/projects/{project_id}/agency-decision") for owner, project_id in ready]
    assert len({tuple(decision["before"]) for decision in decisions}) == 3
    assert {tuple(decision["after"]) for decision in decisions} == {tuple(decision["before"]) for decision in decisions}


async def test_a_project_is_submitted_once(anywhere: Platform) -> None:
    owner, project_id = await anywhere.ready()
    answers = await asyncio.gather(*(owner.send("POST", f"/projects/{project_id}/submission") for _ in range(6)))
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 5}
    assert len(await anywhere.events("review.project.submitted")) == 1


async def test_submissions_of_one_code_do_not_wait_for_one_another(anywhere: Platform) -> None:
    """V12 warns; two filings of one project are two reviews."""
    both = [await anywhere.ready(RETURNING), await anywhere.ready(RETURNING), await anywhere.ready(OWNER)]
    answers = await asyncio.gather(
        *(owner.send("POST", f"/projects/{project_id}/submission") for owner, project_id in both)
    )
    assert Counter(answer.status_code for answer in answers) == {200: 3}


async def test_a_submission_with_one_key_has_one_effect(anywhere: Platform) -> None:
    owner, project_id = await anywhere.ready()
    key = {"Idempotency-Key": "once"}
    answers = await asyncio.gather(
        *(owner.send("POST", f"/projects/{project_id}/submission", headers=key) for _ in range(6))
    )
    assert Counter(answer.status_code for answer in answers) == {200: 6}
    assert len({answer.text for answer in answers}) == 1
    assert len(await anywhere.events("review.project.submitted")) == 1


async def test_a_withdrawal_and_the_submission_do_not_cross(anywhere: Platform) -> None:
    """Whatever comes first, the withdrawal has the last word, and nothing is submitted after it."""
    owner, project_id = await anywhere.ready()
    application = (await owner.get(f"/projects/{project_id}"))["application_id"]
    submitted, _ = await asyncio.gather(
        owner.send("POST", f"/projects/{project_id}/submission"), anywhere.withdraw(application)
    )
    told = len(await anywhere.events("review.project.submitted"))
    assert (submitted.status_code, told) in [(200, 1), (409, 0)]
    assert (await owner.get(f"/projects/{project_id}"))["status"] == "withdrawn"


async def test_a_filing_is_selected_once(anywhere: Platform) -> None:
    owner = await anywhere.owner(await anywhere.push(RETURNING))
    [item] = (await owner.get("/city-projects"))["items"]
    answers = await asyncio.gather(
        *(owner.send("POST", "/projects", json={"city_project_id": item["id"]}) for _ in range(6))
    )
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 5}


async def test_a_unit_links_itself_once(anywhere: Platform) -> None:
    owner, project = await anywhere.editing()
    code = (await owner.post(f"/projects/{project['id']}/link-codes", {"role": "design"}))["code"]
    unit = await anywhere.login(DESIGN)
    answers = await asyncio.gather(*(unit.send("POST", "/project-links", json={"code": code}) for _ in range(6)))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 5}


async def test_a_drawing_and_the_submission_do_not_cross(anywhere: Platform) -> None:
    """Whatever comes first, a submitted project has no unsealed drawing."""
    owner, project_id = await anywhere.ready()
    unit = await anywhere.login(DESIGN)
    file = {"files": {"file": ("late.pdf", b"%PDF-1.4 late")}, "data": {"discipline": "structure"}}
    uploaded, submitted = await asyncio.gather(
        unit.send("POST", f"/projects/{project_id}/drawings", **file),
        owner.send("POST", f"/projects/{project_id}/submission"),
    )
    assert (uploaded.status_code, submitted.status_code) in [(201, 422), (409, 200)]


async def test_a_deleted_document_and_the_submission_do_not_cross(anywhere: Platform) -> None:
    """Whatever comes first, what was submitted has all that must be there."""
    owner, project_id = await anywhere.ready()
    documents = f"/projects/{project_id}/planning-documents"
    [plan] = next(item["files"] for item in (await owner.get(documents))["items"] if item["kind"] == "site-plan")
    deleted, submitted = await asyncio.gather(
        owner.send("DELETE", f"{documents}/{plan['file_id']}"), owner.send("POST", f"/projects/{project_id}/submission")
    )
    assert (deleted.status_code, submitted.status_code) in [(204, 422), (409, 200)]


async def test_wrong_passwords_are_counted_one_by_one(anywhere: Platform) -> None:
    answers = await asyncio.gather(*(_wrong(anywhere.visitor()) for _ in range(12)))
    assert Counter(answers) == {401: 4, 429: 8}


async def _wrong(visitor: Person) -> int:
    return (await visitor.send("POST", "/login", json={"account": RETURNING, "password": "wrong"})).status_code
