"""The province has taken a project into review: its applications can no longer be withdrawn."""

from collections.abc import Iterable

from services.hall.actions.steps.move import move_application
from services.hall.rules.states import CONFIRMED, IN_REVIEW
from services.hall.tables import Application
from shared.store import Unit


def start_review(unit: Unit, application_ids: Iterable[str], agency_name: str) -> None:
    """Mark every confirmed application of the project; one withdrawn meanwhile stays withdrawn."""
    journey = unit.journey
    for application_id in sorted(set(application_ids)):
        application = unit.locked(Application, application_id)
        if application is not None and application.status == CONFIRMED:
            unit.journey = application.id
            move_application(unit, application, IN_REVIEW, f"审图机构：{agency_name}")
    if journey is not None:
        unit.journey = journey
