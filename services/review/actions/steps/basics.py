"""Basic information (基本信息, S20) laid into the details of a review."""

from typing import Any

from services.review.actions.steps.move import move_project
from services.review.rules.basics import judge_basics, laid_into
from services.review.rules.lifecycle import after
from services.review.tables import Project
from shared.errors import FieldError, RequestInvalid
from shared.store import Transaction


def keep_basics(tx: Transaction, project: Project, values: dict[str, Any]) -> None:
    """Lay them into the details. Once complete the project is to be prepared, and does not go back."""
    missing = judge_basics(project.scenario, values).missing
    waiting = after(project.status, "complete", "owner") is not None
    if missing and not waiting:
        raise RequestInvalid(errors=[_required(pointer) for pointer in missing])
    project.details = laid_into(project.scenario, project.details, values)
    if waiting and not missing:
        move_project(tx, project, "complete", "owner")


def _required(pointer: str) -> FieldError:
    return FieldError(pointer, "field-required", "基本信息已完善，此项不得再为空", "must not be left out any more")
