"""完善基本信息 (S20): what has to be known before anything else can be done."""

from typing import Any

from services.review.actions.steps.basics import keep_basics
from services.review.lookups.find import editable_project
from services.review.rules.basics import basics_in
from shared.store import Transaction


def save_basics(
    tx: Transaction, account: str, project_id: str, values: dict[str, Any], before: dict[str, Any] | None = None
) -> bool:
    """Keep `values`, which are well-typed; not, if the basics are not as they were `before` any more: then it is False.

    Raises NotFound, ProjectClosed, RequestInvalid.
    """
    project = editable_project(tx, account, project_id, "basics")
    if before is not None and basics_in(project.scenario, project.details) != before:
        return False
    keep_basics(tx, project, values)
    return True
