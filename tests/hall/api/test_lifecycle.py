"""A state that is added to the data is followed by every door of the hall, with no program changed."""

from dataclasses import replace

import pytest

from services.hall.actions.steps.move import move_application
from services.hall.rules.lifecycle import STATES, Move, load_states
from services.hall.tables import Application
from shared.context import Context
from shared.store import Transaction
from tests import within
from tests.hall.applicant import Applicant, filed, pdf
from tests.hall.place import Hall

RETURNED = {
    "title": "补正（开始）",
    "en": "Returned for correction",
    "handling_code": 6,
    "frozen": ["form", "phone-code"],
    "moves": {"withdraw": {"to": "withdrawn", "by": "applicant"}},
}


def send_back(tx: Transaction, application_id: str) -> None:
    move_application(tx, tx.get_one(Application, application_id), "returned")


@pytest.fixture
def returned(monkeypatch: pytest.MonkeyPatch) -> None:
    (state,) = load_states({"withdrawn": {**RETURNED, "moves": {}}}).values()
    monkeypatch.setitem(STATES, "returned", replace(state, moves={"withdraw": Move("withdrawn", "applicant")}))


@pytest.mark.usefixtures("returned")
async def test_a_new_state_opens_and_freezes_what_it_says(owner: Applicant, hall: Hall) -> None:
    path = await owner.ready()
    await filed(owner, hall, path)
    form = (await owner.get(f"{path}/form"))["values"]
    application_id = path.rsplit("/", 1)[1]
    await within.write(
        hall.service.store, Context(sandbox=hall.sandbox, journey=application_id), send_back, application_id
    )

    shown = await owner.get(path)
    assert (shown["status"], shown["status_title"]) == ("returned", "补正（开始）")
    assert shown["status_title_en"] == "Returned for correction"
    assert [item["id"] for item in (await owner.get("/hall/applications", status="returned"))["items"]] == [shown["id"]]
    last = (await owner.get(f"{path}/history"))["items"][-1]
    assert (last["handling_code"], last["title_en"]) == (6, "Returned for correction")
    frozen = await owner.refused(409, "application-not-draft", "PUT", f"{path}/form", json=form)
    assert "补正（开始）" in frozen["detail"]
    await owner.upload(path, "M17", content=pdf("correction"))
    assert (await owner.post(f"{path}/withdrawal"))["status"] == "withdrawn"
