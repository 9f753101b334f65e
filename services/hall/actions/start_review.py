"""The province has taken a project into review: its applications can no longer be withdrawn."""

from collections.abc import Iterable

from services.hall.actions.steps.move import move_application
from services.hall.rules.lifecycle import after
from services.hall.tables import Application
from shared.store import Unit


def start_review(unit: Unit, application_ids: Iterable[str], agency_name: str) -> None:
    """Move every filed application of the project; one withdrawn meanwhile stays withdrawn."""
    journey = unit.journey
    for application_id in sorted(set(application_ids)):
        application = unit.locked(Application, application_id)
        status = after(application.status, "review", "province") if application is not None else None
        if application is not None and status is not None:
            unit.journey = application.id
            move_application(unit, application, status, f"审图机构：{agency_name}")
    if journey is not None:
        unit.journey = journey
