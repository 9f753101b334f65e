"""完善基本信息 (S20): what has to be known before anything else can be done."""

from typing import Any

from services.review.actions.find_project import editable_project
from services.review.actions.move_project import move_project
from services.review.rules.basics import judge_basics, laid_into
from services.review.rules.lifecycle import after
from services.review.tables import Project
from shared.errors import FieldError, RequestInvalid
from shared.store import Unit


def save_basics(unit: Unit, account: str, project_id: str, values: dict[str, Any]) -> None:
    """Keep `values`, which are well-typed; raises NotFound, ProjectClosed, RequestInvalid."""
    keep_basics(unit, editable_project(unit, account, project_id, "basics"), values)


def keep_basics(unit: Unit, project: Project, values: dict[str, Any]) -> None:
    """Lay them into the details. Once complete the project is to be prepared, and does not go back."""
    missing = judge_basics(project.scenario, values).missing
    waiting = after(project.status, "complete", "owner") is not None
    if missing and not waiting:
        raise RequestInvalid(errors=[_required(pointer) for pointer in missing])
    project.details = laid_into(project.scenario, project.details, values)
    if waiting and not missing:
        move_project(unit, project, "complete", "owner")


def _required(pointer: str) -> FieldError:
    return FieldError(pointer, "field-required", "基本信息已完善，此项不得再为空", "must not be left out any more")
