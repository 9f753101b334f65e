"""提交确认 and 提交 (S23)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header
from pydantic import Field

from services.review.actions.submit_project import submit_project
from services.review.api.access import CallerDep
from services.review.lookups.find import owned_project
from services.review.lookups.standing import refusal
from services.review.lookups.submission import findings_of
from services.review.rules.lifecycle import reached_by, where_open
from services.review.views.agencies import AgencyRef, AssignedBy, agency_ref
from services.review.views.projects import Status
from shared.api import StoreDep, View
from shared.store import Unit

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200)]
router = APIRouter(prefix="/review/projects/{project_id}", tags=["submission 提交"])


class FindingView(View):
    """One entry of the list V01–V13. `pointer` is into the details, or empty."""

    code: str = Field(examples=["V09"])
    detail: str
    severity: Literal["error", "warning"]
    pointer: str


class SubmissionCheck(View):
    """提交确认: `ready` when there are no `problems`; `warnings` stop nobody."""

    ready: bool
    problems: list[FindingView]
    warnings: list[FindingView]


class Submitted(View):
    """The submitted project and its review agency; `text` is what the page says about the agency."""

    id: str
    status: Status
    agency: AgencyRef
    assigned_by: AssignedBy
    text: str
    submitted_at: datetime


_TEXTS = {
    "owner": ("审图机构由建设单位选择", "The agency was chosen by the owner."),
    "rotation": ("系统按轮候机制自动分配", "The system assigned the agency by rotation."),
}


@router.get("/submission-check", response_model=SubmissionCheck)
async def check(project_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """What is still missing before the project can be submitted."""
    return await store.read(_check, caller.code, project_id)


@router.post("/submission", response_model=Submitted)
async def submit(
    project_id: str, store: StoreDep, caller: CallerDep, idempotency_key: IdempotencyKey = None
) -> dict[str, Any]:
    """提交: all of the check holds. With an `Idempotency-Key` the same request gets the same answer again."""
    return await store.write(_submit, caller.code, project_id, idempotency_key)


def _check(unit: Unit, account: str, project_id: str) -> dict[str, Any]:
    project = owned_project(unit, account, project_id)
    if project.status not in where_open("submit"):
        raise refusal(project)
    findings = findings_of(unit, project)
    problems = [finding for finding in findings if not finding.warning]
    warnings = [finding for finding in findings if finding.warning]
    language = unit.context.language
    return {
        "ready": not problems,
        "problems": [finding.rendered(language) for finding in problems],
        "warnings": [finding.rendered(language) for finding in warnings],
    }


def _submit(unit: Unit, account: str, project_id: str, key: str | None) -> dict[str, Any]:
    project, agency = submit_project(unit, account, project_id, key)
    assigned_by = project.assigned_by or "owner"
    return {
        "id": project.id, "status": reached_by("submit"), "agency": agency_ref(agency), "assigned_by": assigned_by,
        "text": _TEXTS[assigned_by][unit.context.language == "en"], "submitted_at": project.submitted_at,
    }  # fmt: skip
