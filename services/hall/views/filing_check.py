"""申报业务确认 as its page shows it: the filing, and everything that stands in the way, with what to call it (S14)."""

from typing import NamedTuple

from services.hall.rules.owner import Owner
from services.hall.views.applications import CheckView, show_check
from services.hall.views.filing_form import FilingForm, show_filing_form
from services.hall.views.materials import MaterialList, show_materials
from shared.store import Transaction


class FilingCheck(NamedTuple):
    """The filing with its form, its materials, and what a check of both finds."""

    at: FilingForm
    materials: MaterialList
    check: CheckView


def show_filing_check(tx: Transaction, owner: Owner, application_id: str) -> FilingCheck:
    """Whether it could be confirmed now; raises NotFound."""
    return FilingCheck(
        show_filing_form(tx, owner, application_id),
        show_materials(tx, owner, application_id),
        show_check(tx, owner, application_id),
    )
