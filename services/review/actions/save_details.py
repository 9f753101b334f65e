"""完善项目详细信息 (S20): the owner's details, complete or not, but never ill-typed."""

from typing import Any

from services.review.lookups.find import editable_project
from services.review.tables import Project
from shared.errors import Conflict
from shared.store import Transaction


def save_details(tx: Transaction, account: str, project_id: str, scenario: str, values: dict[str, Any]) -> Project:
    """Keep `values`, which were judged for `scenario`; raises NotFound, ProjectClosed, Conflict."""
    project = editable_project(tx, account, project_id, "details")
    if project.scenario != scenario:
        raise Conflict
    project.details = values
    return project
