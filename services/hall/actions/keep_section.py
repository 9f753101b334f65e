"""一张表单, one section of it: keep what was filled in, whatever is saved elsewhere at the same time (暂存, S18)."""

from typing import Any, NamedTuple

from services.hall.actions.save_form import judge_form, keep_form
from services.hall.lookups.find import find_application, find_open
from services.hall.rules.owner import Owner
from services.hall.rules.readiness import FormState
from services.hall.tables import Application
from shared.forms import FormMoved, merge
from shared.store import Transaction


class Judged(NamedTuple):
    """What the form is worth with the section in it, and the form that it was put into."""

    state: FormState
    before: dict[str, Any]


def judge_section(
    tx: Transaction, owner: Owner, application_id: str, section: str, part: Any, seen: str | None
) -> Judged:
    """The form with this section as given, the others as they are; raises FormInvalid, FormMoved."""
    before = find_application(tx, owner, application_id).form
    merged = merge(before, {section: part}, {section: seen} if seen else {})
    if merged.moved:
        raise FormMoved
    return Judged(judge_form(tx, owner, application_id, merged.values), before)


def keep_section(tx: Transaction, owner: Owner, application_id: str, judged: Judged) -> Application | None:
    """Keep it, if the form is still the one it was put into; else nothing is kept, and it has to be judged again."""
    application = find_open(tx, owner, application_id, "form")
    if application.form != judged.before:
        return None
    keep_form(tx, application, judged.state)
    return application
