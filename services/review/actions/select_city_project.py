"""选择郑州市工改项目 (S17, S20): from a pushed filing to a review its owner prepares."""

from typing import Any

from services.review.actions.steps.basics import keep_basics
from services.review.actions.steps.move import move_project
from services.review.lookups.find import held_project
from services.review.rules.details import prefill
from services.review.tables import Filing, Project
from shared.store import Transaction


def select_city_project(tx: Transaction, account: str, filing_id: str, basics: dict[str, Any] | None = None) -> Project:
    """确定: the filing's own review, with what the city's form says; `basics` were judged before.

    Raises NotFound, CityProjectSelected, ProjectIsWithdrawn.
    """
    project = held_project(tx, account, filing_id)
    move_project(tx, project, "select", "owner")
    filing = tx.get_one(Filing, project.id)
    project.details = prefill(project.scenario, filing.content.get("form", {}))
    project.selected_at = tx.now()
    if basics is not None:
        keep_basics(tx, project, basics)
    return project
