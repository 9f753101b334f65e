"""提交确认 and 提交 (S23)."""

from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import Field

from services.review.actions.check_submission import findings_of, listed
from services.review.actions.find_project import owned_project, require_editing
from services.review.actions.submit_project import submit_project
from services.review.api.access import CallerDep
from services.review.api.views import AgencyRef, AssignedBy, agency_ref
from shared.api import StoreDep, View
from shared.store import Unit

router = APIRouter(prefix="/review/projects/{project_id}", tags=["submission 提交"])


class FindingView(View):
    """One entry of the list V01–V12; a warning stops nobody. `pointer` is into the details, or empty."""

    code: str = Field(examples=["V09"])
    detail: str
    severity: Literal["error", "warning"]
    pointer: str


class SubmissionCheck(View):
    """提交确认: `ready` when nothing but warnings is left."""

    ready: bool
    problems: list[FindingView]


class Submitted(View):
    """The submitted project and its review agency; `text` is what the page says about the agency."""

    id: str
    status: Literal["submitted"]
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
async def submit(project_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """Submit for review: all of the check holds, and from here on nothing changes."""
    return await store.write(_submit, caller.code, project_id)


def _check(unit: Unit, account: str, project_id: str) -> dict[str, Any]:
    project = owned_project(unit, account, project_id)
    require_editing(project)
    findings = findings_of(unit, project)
    return {"ready": all(finding.warning for finding in findings), "problems": listed(unit, findings)}


def _submit(unit: Unit, account: str, project_id: str) -> dict[str, Any]:
    project, agency = submit_project(unit, account, project_id)
    assigned_by = project.assigned_by or "owner"
    return {
        "id": project.id, "status": project.status, "agency": agency_ref(agency), "assigned_by": assigned_by,
        "text": _TEXTS[assigned_by][unit.context.language == "en"], "submitted_at": project.submitted_at,
    }  # fmt: skip
