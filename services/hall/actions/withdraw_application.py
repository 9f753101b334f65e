"""撤件: withdraw a confirmed application that is not yet in review."""

from services.hall.actions.steps.move import move_application
from services.hall.errors import ApplicationInReview, ApplicationNotConfirmed
from services.hall.lookups.find import find_application, not_draft
from services.hall.rules.lifecycle import STATES, after
from services.hall.rules.owner import Owner
from services.hall.tables import Application
from shared.errors import Conflict
from shared.events.hall import ApplicationWithdrawn
from shared.store import Transaction


def withdraw_application(tx: Transaction, owner: Owner, application_id: str, reason: str) -> Application:
    """Withdraw it, and tell the province; raises what stands in the way (see `_refusal`)."""
    application = find_application(tx, owner, application_id, hold=True)
    status = after(application.status, "withdraw", "applicant")
    if status is None:
        raise _refusal(application.status)
    move_application(tx, application, status, reason)
    tx.record(ApplicationWithdrawn(application_id=application.id, project_code=application.project_code, reason=reason))
    return application


def _refusal(status: str) -> Conflict:
    """Not filed yet, over already, or in the province's hands."""
    if after(status, "confirm", "applicant") is not None:
        return ApplicationNotConfirmed()
    return not_draft(status) if STATES[status].ended else ApplicationInReview()
