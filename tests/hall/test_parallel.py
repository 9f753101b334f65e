"""Many at once: on SQLite, on PostgreSQL, and at two replicas, whose units really run side by side."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from services.hall.app import create_hall
from services.hall.handlers import review_project_submitted
from services.hall.procedures.form import save_section
from services.hall.rules.owner import Owner
from shared.context import Context, enter
from shared.events.review import ProjectSubmitted
from shared.service import Service
from tests.hall.applicant import CODE, NAME, PHONE, Applicant, Json, filed
from tests.hall.place import OWNER, Hall
from tests.harness import replicated, running


@pytest_asyncio.fixture(params=["sqlite", "postgresql", "replicas"], scope="module", loop_scope="session")
async def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    folder, changes = tmp_path_factory.mktemp("hall"), {}
    if request.param != "sqlite":
        changes["database_url"] = request.getfixturevalue("postgres").new_database()
    async with AsyncExitStack() as stack:
        if request.param == "replicas":
            yield await stack.enter_async_context(replicated(folder, create_hall, **changes))
        else:
            (service,) = await stack.enter_async_context(running(folder, create_hall, **changes))
            yield service


def submitted(application_id: str) -> ProjectSubmitted:
    """The province took it into review."""
    return ProjectSubmitted(
        application_id=application_id, application_ids=[application_id], project_id="p", project_code=CODE,
        agency_id="a", agency_name="示例审图有限公司", assigned_by="owner",
    )  # fmt: skip


async def codes(owner: Applicant, method: str, path: str, bodies: list[Json]) -> Counter[str]:
    """Send all at once; how often each outcome came."""
    answers = await asyncio.gather(*(owner.send(method, path, json=body) for body in bodies))
    return Counter(str(answer.json().get("code", answer.status_code)) for answer in answers)


async def test_the_first_click_links(owner: Applicant) -> None:
    body = {"project_code": CODE, "project_name": NAME}
    outcome = await codes(owner, "POST", "/hall/projects/link", [body] * 8)
    assert outcome.pop("201") == 1 and sum(outcome.values()) == 7
    assert len((await owner.get("/hall/projects"))["items"]) == 1


async def test_everybody_gets_a_number_of_his_own(owner: Applicant) -> None:
    choice = {"stage": "construction-permit", "matter": "joint-review", "scenario": "buildings"}
    body = {"project_id": await owner.project(), **choice}
    assert await codes(owner, "POST", "/hall/applications", [body] * 24) == {"201": 24}
    opened = (await owner.get("/hall/applications"))["items"]
    assert sorted(item["number"][8:] for item in opened) == [f"{serial:04d}" for serial in range(1, 25)]
    assert len({item["engineering_code"] for item in opened}) == 24


async def test_five_guesses_however_fast(owner: Applicant, hall: Hall) -> None:
    path = await owner.ready()
    await owner.request_code(path)
    code = int(await hall.code_on_phone())
    guesses = [{"phone": PHONE, "code": f"{(code + step) % 1_000_000:06}"} for step in range(1, 13)]
    outcome = await codes(owner, "POST", f"{path}/confirmation", guesses)
    assert outcome == {"verification-code-wrong": 5, "verification-code-expired": 7}


async def test_many_clicks_confirm_once(owner: Applicant, hall: Hall) -> None:
    path = await owner.ready()
    await owner.request_code(path)
    code = await hall.code_on_phone()
    keyed = [owner.confirm(path, code, key="one") for _ in range(8)]
    answers = await asyncio.gather(*keyed)
    assert all(answer == answers[0] for answer in answers)
    assert len(await hall.told("hall.application.confirmed")) == 1


async def test_confirmed_or_withdrawn_never_changed_meanwhile(owner: Applicant, hall: Hall) -> None:
    """An upload and the confirmation at the same time: what the province was told is what the hall has."""
    path = await owner.ready()
    await owner.request_code(path)
    code = await hall.code_on_phone()
    uploads = [
        owner.send("POST", f"{path}/materials/M17/files", files={"file": (f"{n}.pdf", b"%PDF-1.4")}) for n in range(6)
    ]
    await asyncio.gather(*uploads[:3], owner.confirm(path, code), *uploads[3:])
    (event,) = await hall.told("hall.application.confirmed")
    materials = (await owner.get(f"{path}/materials"))["items"]
    kept = sorted(file["file_id"] for material in materials for file in material["files"])
    assert sorted(material["file_id"] for material in event["materials"]) == kept


async def test_one_code_a_minute_even_at_the_same_moment(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    outcome = await codes(owner, "POST", f"{path}/verification-code", [{"phone": PHONE}] * 6)
    assert outcome == {"202": 1, "verification-code-too-frequent": 5}
    assert len(await hall.told("hall.phone_code.issued")) == 1


async def test_withdrawn_once(owner: Applicant, hall: Hall) -> None:
    path = await owner.ready()
    await filed(owner, hall, path)
    outcome = await codes(owner, "POST", f"{path}/withdrawal", [{}] * 8)
    assert outcome == {"200": 1, "application-not-draft": 7}
    assert len(await hall.told("hall.application.withdrawn")) == 1


async def test_withdrawn_or_in_review_never_both(owner: Applicant, hall: Hall) -> None:
    """The applicant withdraws while the province takes it into review: whoever comes first has it."""
    source = await owner.ready()
    for _ in range(6):
        path = await owner.ready_again(source)
        await filed(owner, hall, path)
        event = submitted(path.rpartition("/")[2])
        answer, _ = await asyncio.gather(
            owner.send("POST", f"{path}/withdrawal", json={}),
            hall.hears(review_project_submitted.handle, event),
        )
        states = [state["status"] for state in (await owner.get(f"{path}/history"))["items"]]
        last = "withdrawn" if answer.status_code == 200 else "in-review"
        assert states == ["draft", "confirmed", last]


async def test_what_two_complete_at_once_is_all_there(owner: Applicant) -> None:
    project_id = await owner.link()
    for round_ in range(4):
        facts = {
            "site_address": f"示例路{round_}号",
            "scale_content": f"{round_}层",
            "total_investment": 100.0 + round_,
        }
        await asyncio.gather(
            *(owner.call("PATCH", f"/hall/projects/{project_id}", json={name: fact}) for name, fact in facts.items())
        )
        project = await owner.get(f"/hall/projects/{project_id}")
        assert facts.items() <= project.items()


async def test_sections_saved_at_one_moment_are_all_kept(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    application, example = path.rsplit("/", 1)[1], (await owner.get(f"{path}/form"))["example"]
    unit = Owner(OWNER, "郑州示例建设有限公司", real_name_verified=True, profile_complete=True)

    async def keep(section: str) -> None:
        enter(Context(sandbox=hall.sandbox))
        await save_section(hall.service.store, unit, application, section, example[section], None)

    await asyncio.gather(*(keep(section) for section in example))
    assert (await owner.get(f"{path}/form"))["values"] == example
