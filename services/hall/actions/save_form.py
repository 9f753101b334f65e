"""一张表单: keep what was filled in, complete or not (暂存, S18)."""

from typing import Any

from services.hall.actions.steps.note_materials import note_materials
from services.hall.errors import FormInvalid
from services.hall.lookups.assess import assess
from services.hall.lookups.find import find_open
from services.hall.rules.owner import Owner
from services.hall.rules.readiness import FormState
from services.hall.tables import Application
from shared.store import Transaction


def judge_form(tx: Transaction, owner: Owner, application_id: str, values: dict[str, Any]) -> FormState:
    """What the values are worth; raises FormInvalid when they are not even a draft.

    Long forms take a while to judge: this only reads, so that nobody waits for it.
    """
    state = assess(tx, find_open(tx, owner, application_id, "form", hold=False), values)
    if state.errors:
        raise FormInvalid(errors=state.errors, wrong=state.wrong, count=state.wrong)
    return state


def save_form(tx: Transaction, owner: Owner, application_id: str, state: FormState) -> Application:
    """Keep the values judged just before; they replace what was there."""
    application = find_open(tx, owner, application_id, "form")
    keep_form(tx, application, state)
    return application


def keep_form(tx: Transaction, application: Application, state: FormState) -> None:
    """Write form and verdict, and what they mean for the materials."""
    application.form = state.values
    application.form_complete = state.complete
    application.good_until = state.good_until
    note_materials(tx, application)
    tx.about(phone=state.values.get("owner", {}).get("leader_phone"))
    tx.state("form", "complete" if state.complete else "saved", missing=len(state.missing))
