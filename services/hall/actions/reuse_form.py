"""数据共享: take the form over from an earlier application of the same unit (S10)."""

from typing import Any

from services.hall.actions.save_form import keep_form
from services.hall.actions.steps.assess import assess, facts_of
from services.hall.actions.steps.find import find_application, find_open
from services.hall.errors import ReuseOfItself
from services.hall.rules.catalogue import CATALOGUE, Scenario
from services.hall.rules.owner import Owner
from services.hall.tables import Application
from shared.store import Unit


def reuse_form(unit: Unit, owner: Owner, application_id: str, source_id: str) -> Application:
    """Copy the values that this scenario's form has, too; what belongs to the project stays this project's.

    Copied values are checked anew: what would be wrong here is left out, what has expired shows as a problem.
    """
    if source_id == application_id:
        raise ReuseOfItself
    values = dict(find_application(unit, owner, source_id).form)
    application = find_open(unit, owner, application_id, "form")
    scenario = CATALOGUE.scenarios[application.scenario]
    copied = application.form | scenario.form.keep(values)
    _rekey(scenario, copied, facts_of(unit, application))
    application.form_reused_from = source_id
    keep_form(unit, application, assess(unit, application, copied))
    return application


def _rekey(scenario: Scenario, values: dict[str, Any], facts: dict[str, Any]) -> None:
    for section in scenario.form.sections:
        if section.rows or section.key not in values:
            continue
        keyed = {field.key: facts[str(field.fact)] for field in section.fields if field.keyed}
        values[section.key] = values[section.key] | keyed
