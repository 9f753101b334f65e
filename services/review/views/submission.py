"""提交确认 and 提交 (S23)."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from services.review.fields import Status
from services.review.lookups.find import owned_project
from services.review.lookups.standing import refusal
from services.review.lookups.submission import findings_of
from services.review.rules.eligibility import ASSIGNED_BY
from services.review.rules.lifecycle import reached_by, where_open
from services.review.rules.submission import Finding
from services.review.tables import Agency, Project
from services.review.views.agencies import AgencyRef, AssignedBy, agency_ref
from shared.store import Transaction
from shared.views import View


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


def show_check(tx: Transaction, account: str, project_id: str) -> SubmissionCheck:
    """What is still missing; raises NotFound, ProjectClosed where nothing can be submitted."""
    project = owned_project(tx, account, project_id)
    if project.status not in where_open("submit"):
        raise refusal(project)
    findings = findings_of(tx, project)
    problems = [finding_view(tx, finding) for finding in findings if not finding.warning]
    warnings = [finding_view(tx, finding) for finding in findings if finding.warning]
    return SubmissionCheck(ready=not problems, problems=problems, warnings=warnings)


def finding_view(tx: Transaction, finding: Finding) -> FindingView:
    """In the language of the request."""
    return FindingView.model_validate(finding.rendered(tx.context.language))


def submitted(tx: Transaction, project: Project, agency: Agency) -> Submitted:
    """The project as it was submitted, wherever it stands by now."""
    assigned_by = project.assigned_by or "owner"
    said = ASSIGNED_BY[assigned_by]
    return Submitted.model_validate({
        "id": project.id, "status": reached_by("submit"), "agency": agency_ref(agency), "assigned_by": assigned_by,
        "text": said.en if tx.context.language == "en" else said.zh, "submitted_at": project.submitted_at,
    })  # fmt: skip
