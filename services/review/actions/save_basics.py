"""完善基本信息 (S20): what has to be known before anything else can be done."""

from typing import Any

from services.review.actions.steps.basics import keep_basics
from services.review.lookups.find import editable_project
from shared.store import Transaction


def save_basics(tx: Transaction, account: str, project_id: str, values: dict[str, Any]) -> None:
    """Keep `values`, which are well-typed; raises NotFound, ProjectClosed, RequestInvalid."""
    keep_basics(tx, editable_project(tx, account, project_id, "basics"), values)
