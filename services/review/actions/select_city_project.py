"""选择郑州市工改项目 (S17, S20): from a pushed filing to a review its owner prepares."""

from typing import Any

from services.review.actions.steps.basics import keep_basics
from services.review.actions.steps.move import move_project
from services.review.lookups.find import held_project
from services.review.rules.details import prefill
from services.review.tables import Filing, Project
from shared.store import Unit


def select_city_project(unit: Unit, account: str, filing_id: str, basics: dict[str, Any] | None = None) -> Project:
    """确定: the filing's own review, with what the city's form says; `basics` were judged before.

    Raises NotFound, CityProjectSelected, ProjectIsWithdrawn.
    """
    project = held_project(unit, account, filing_id)
    move_project(unit, project, "select", "owner")
    filing = unit.get_one(Filing, project.id)
    project.details = prefill(project.scenario, filing.content.get("form", {}))
    project.selected_at = unit.now()
    if basics is not None:
        keep_basics(unit, project, basics)
    return project
