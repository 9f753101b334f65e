"""一张表单 as its page shows it: the filing, its form as it is or would be, and the schema it is drawn by."""

from typing import Any, NamedTuple

from services.hall.lookups.assess import assess
from services.hall.lookups.find import find_application
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.owner import Owner
from services.hall.rules.sections import with_section
from services.hall.tables import Application
from services.hall.views.filing import FilingView, filing_view
from services.hall.views.form import FormView, form_view, judged_form
from shared.store import Transaction


class FilingForm(NamedTuple):
    """The filing, its form, and the JSON Schema of the complete form."""

    filing: FilingView
    form: FormView
    schema: dict[str, Any]


def show_filing_form(tx: Transaction, owner: Owner, application_id: str) -> FilingForm:
    """As it is kept; raises NotFound."""
    application = find_application(tx, owner, application_id)
    return _shown(tx, application, judged_form(tx, owner, application))


def show_unsaved_form(tx: Transaction, owner: Owner, application_id: str, section: str, part: Any) -> FilingForm:
    """As it would be with this part of it, which is not kept; raises NotFound."""
    application = find_application(tx, owner, application_id)
    values = with_section(application.form, section, part)
    form = form_view(tx, owner, application, assess(tx, application, values))
    return _shown(tx, application, form.model_copy(update={"values": values}))


def _shown(tx: Transaction, application: Application, form: FormView) -> FilingForm:
    schema = dict(CATALOGUE.scenarios[application.scenario].form.schema)
    return FilingForm(filing_view(tx, application), form, schema)
