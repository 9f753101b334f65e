"""The inner door: approved projects made on the spot for the control plane."""

from contextlib import AsyncExitStack
from typing import Any

import pytest

from services.hall.actions import register_investment_project
from shared import sandbox
from shared.service import Service
from tests.hall.applicant import Applicant
from tests.hall.place import OWNER, Hall, People

DOOR = "/internal/approve-project"


async def test_what_is_made_can_be_linked(people: People, owner: Applicant) -> None:
    control = await people.control()
    made = await control.post(DOOR, {"credit_code": OWNER})
    assert await owner.open(await owner.project(made["project_code"], made["project_name"]))


async def test_codes_never_collide(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_investment_project, "_PER_SEGMENT", 7)
    control = await people.control()
    made = [await control.post(DOOR, {"credit_code": OWNER}) for _ in range(30)]
    assert (
        len({project["project_code"] for project in made}) == len({project["project_name"] for project in made}) == 30
    )


async def test_it_can_say_what_it_wants(people: People) -> None:
    control = await people.control()
    wanted = {
        "credit_code": "12410100MB9XXXX15U",
        "project_code": "2403-410102-04-01-777777",
        "project_name": "示例泵站",
        "project_type": "2",
        "government_procurement": True,
        "voided": False,
    }
    assert await control.post(DOOR, wanted) == wanted
    await control.refused(409, "project-code-taken", "POST", DOOR, json=wanted)
    owner = await people.log_in(wanted["credit_code"])  # type: ignore[arg-type]
    path = await owner.open(await owner.project("2403-410102-04-01-777777", "示例泵站"), "municipal")
    assert (await owner.get(f"{path}/form"))["example"]["project"]["government_procurement"] is True


async def test_the_other_doors_do_not_open_it(people: People, owner: Applicant) -> None:
    for other in (owner, await people.stranger()):
        await other.refused(404, "not-found", "POST", DOOR, json={"credit_code": OWNER})


_WISHES = ({"credit_code": "x"}, {"credit_code": None}, {"project_code": "x"}, {"project_type": "x"})


@pytest.mark.parametrize("change", _WISHES)
async def test_malformed_wishes(people: People, change: dict[str, Any]) -> None:
    answer = await (await people.control()).send("POST", DOOR, json={"credit_code": OWNER} | change)
    assert answer.status_code == 422 and [error["pointer"] for error in answer.json()["errors"]] == [
        f"/{next(iter(change))}"
    ]


async def test_sandboxes_do_not_see_one_another(service: Service, people: People, owner: Applicant) -> None:
    await sandbox.create(service.store, "elsewhere", service.seed)
    project_id = await owner.project()
    path = await owner.open(project_id)
    async with AsyncExitStack() as stack:
        others = People(Hall(service, "elsewhere"), stack)
        elsewhere, control = await others.log_in(), await others.control()
        await elsewhere.refused(404, "not-found", "GET", path)
        await elsewhere.refused(404, "not-found", "GET", f"/hall/projects/{project_id}")
        same = await elsewhere.get(await elsewhere.draft())
        assert same["number"].endswith("0001"), "numbers begin anew in each sandbox"
        made = await control.post(DOOR, {"credit_code": OWNER})
        assert await elsewhere.link(made["project_code"], made["project_name"])
    body = {"project_code": made["project_code"], "project_name": made["project_name"]}
    await owner.refused(404, "project-not-found", "POST", "/hall/projects/link", json=body)
