"""The province was given the application's own review to do: the application can no longer be withdrawn."""

from services.hall.actions.steps.move import move_application
from services.hall.rules.lifecycle import after
from services.hall.tables import Application
from shared.store import Transaction


def start_review(tx: Transaction, application_id: str, agency_name: str) -> None:
    """Move the application; one withdrawn meanwhile stays withdrawn."""
    application = tx.locked(Application, application_id)
    status = after(application.status, "review", "province") if application is not None else None
    if application is not None and status is not None:
        tx.journey = application.id
        move_application(tx, application, status, f"审图机构：{agency_name}")
