"""Bring an application into another state, with history and journal."""

from services.hall.tables import Application, StateChange
from shared.store import Unit


def move_application(unit: Unit, application: Application, status: str, reason: str = "") -> None:
    """Set the state, append it to the history, and note it in the journal."""
    application.status = status
    application.updated_at = unit.now()
    unit.add(StateChange(application_id=application.id, status=status, reason=reason, at=unit.now()))
    unit.state("application", status, number=application.number, project_code=application.project_code)
