"""Many at once, on both kinds of database: PostgreSQL really runs the units side by side."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from services.hall.app import create_hall
from shared.service import Service
from tests.hall.applicant import CODE, NAME, PHONE, Applicant, Json
from tests.hall.place import Hall
from tests.harness import running


@pytest_asyncio.fixture(params=["sqlite", "postgresql"], scope="module", loop_scope="session")
async def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    url = request.getfixturevalue("postgres").new_database() if request.param == "postgresql" else None
    async with running(tmp_path_factory.mktemp("hall"), create_hall, database_url=url) as (service,):
        yield service


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
