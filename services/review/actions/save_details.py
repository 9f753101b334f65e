"""完善项目详细信息 (S20): the owner's details, complete or not, but never ill-typed."""

from typing import Any

from services.review.lookups.find import editable_project
from services.review.tables import Project
from shared.errors import Conflict
from shared.store import Transaction


def save_details(
    tx: Transaction, account: str, project_id: str, scenario: str, values: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> Project | None:  # fmt: skip
    """Keep `values`, which were judged for `scenario`; nothing, if the details are not as they were `before` any more.

    Raises NotFound, ProjectClosed, Conflict.
    """
    project = editable_project(tx, account, project_id, "details")
    if project.scenario != scenario:
        raise Conflict
    if before is not None and project.details != before:
        return None
    project.details = values
    return project
