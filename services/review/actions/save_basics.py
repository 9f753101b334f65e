"""完善基本信息 (S20): what has to be known before anything else can be done."""

from typing import Any

from services.review.actions.steps.basics import keep_basics
from services.review.lookups.find import editable_project
from shared.store import Unit


def save_basics(unit: Unit, account: str, project_id: str, values: dict[str, Any]) -> None:
    """Keep `values`, which are well-typed; raises NotFound, ProjectClosed, RequestInvalid."""
    keep_basics(unit, editable_project(unit, account, project_id, "basics"), values)
