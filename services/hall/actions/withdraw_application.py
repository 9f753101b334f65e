"""撤件: withdraw a confirmed application that is not yet in review."""

from services.hall.actions.steps.find import find_application, not_draft
from services.hall.actions.steps.move import move_application
from services.hall.errors import ApplicationInReview, ApplicationNotConfirmed
from services.hall.rules.owner import Owner
from services.hall.rules.states import CONFIRMED, DRAFT, IN_REVIEW, WITHDRAWN
from services.hall.tables import Application
from shared.events.hall import ApplicationWithdrawn
from shared.store import Unit


def withdraw_application(unit: Unit, owner: Owner, application_id: str, reason: str) -> Application:
    """Withdraw it, and tell the province."""
    application = find_application(unit, owner, application_id, hold=True)
    if application.status == DRAFT:
        raise ApplicationNotConfirmed
    if application.status == IN_REVIEW:
        raise ApplicationInReview
    if application.status != CONFIRMED:
        raise not_draft(application.status)
    move_application(unit, application, WITHDRAWN, reason)
    unit.record(
        ApplicationWithdrawn(application_id=application.id, project_code=application.project_code, reason=reason)
    )
    return application
