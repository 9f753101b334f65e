"""数据共享: take the form over from an earlier application of the same unit (S10)."""

from collections.abc import Sequence
from typing import Any

from services.hall.actions.save_form import keep_form
from services.hall.actions.steps.reuse import require_offered
from services.hall.errors import ReuseOfItself
from services.hall.lookups.assess import assess, facts_of
from services.hall.lookups.find import find_application, find_open
from services.hall.rules.catalogue import CATALOGUE, Scenario
from services.hall.rules.owner import Owner
from services.hall.rules.reuse import offered_sections
from services.hall.tables import Application
from shared.store import Transaction


def reuse_form(
    tx: Transaction, owner: Owner, application_id: str, source_id: str, sections: Sequence[str] | None
) -> Application:
    """Copy the values that this scenario's form has, too; what belongs to the project stays this project's.

    `sections` names what is taken; without it all of the same project's, of another's what is the unit's own. Copied
    values are checked anew: what would be wrong here is left out, what has expired shows as a problem.
    Raises NotFound, ApplicationNotDraft, ReuseOfItself, ReuseNotOffered.
    """
    if source_id == application_id:
        raise ReuseOfItself
    source = find_application(tx, owner, source_id)
    application = find_open(tx, owner, application_id, "form")
    scenario = CATALOGUE.scenarios[application.scenario]
    offer = offered_sections(scenario, source.form, same_project=source.project_id == application.project_id)
    chosen = require_offered(offer, sections, "sections")
    taken = scenario.form.keep({key: source.form[key] for key in chosen})
    values = application.form | {key: _over(application.form.get(key), given) for key, given in taken.items()}
    _rekey(scenario, values, facts_of(tx, owner, application))
    application.form_reused_from = source_id
    keep_form(tx, application, assess(tx, application, values))
    return application


def _over(here: Any, taken: Any) -> Any:
    """A section with what is taken laid over it; rows are taken as a whole."""
    return here | taken if isinstance(here, dict) and isinstance(taken, dict) else taken


def _rekey(scenario: Scenario, values: dict[str, Any], facts: dict[str, Any]) -> None:
    for section in scenario.form.sections:
        if section.rows or section.key not in values:
            continue
        keyed = {field.key: facts[str(field.fact)] for field in section.fields if field.keyed}
        values[section.key] = values[section.key] | keyed
