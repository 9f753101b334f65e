"""提交 (S23): the project goes to its review agency, and what the review is about is frozen."""

from typing import Literal

from services.review.actions.steps.assign import assign_agency
from services.review.actions.steps.move import move_project
from services.review.errors import SubmissionIncomplete
from services.review.lookups.find import held_project
from services.review.lookups.rotation import original_agency
from services.review.lookups.standing import require_move
from services.review.lookups.submission import findings_of
from services.review.rules.submission import Finding, nobody_assignable
from services.review.tables import Agency, AgencyDecision, Project
from shared.errors import FieldError
from shared.events.review import AgencyAssigned, ProjectSubmitted
from shared.store import Transaction


def submit_project(tx: Transaction, account: str, project_id: str, key: str | None = None) -> tuple[Project, Agency]:
    """Check and submit in one go; with the `key` it was submitted with, only its agency once more.

    Raises NotFound, ProjectClosed, SubmissionIncomplete.
    """
    project = held_project(tx, account, project_id)
    if key is not None and key == project.submission_key:
        return project, tx.get_one(Agency, project.agency_id)
    require_move(project, "submit", "owner")
    if problems := [finding for finding in findings_of(tx, project) if not finding.warning]:
        raise _incomplete(tx, problems)
    agency, decision = _decide(tx, project)
    project.submitted_at, project.submission_key = tx.now(), key
    move_project(tx, project, "submit", "owner", agency=agency.name, assigned_by=project.assigned_by)
    _tell(tx, project, agency, decision)
    return project, agency


def _decide(tx: Transaction, project: Project) -> tuple[Agency, AgencyDecision]:
    """The agency, and the record of how it was found."""
    turn = None
    if project.government_procurement:
        chosen = original_agency(tx, project)
        if chosen is None:
            chosen, turn = assign_agency(tx, project)
        project.agency_id, project.assigned_by = chosen, "rotation"
    agency = tx.get(Agency, project.agency_id) if project.agency_id else None
    if agency is None:
        raise _incomplete(tx, [nobody_assignable()])
    decision = AgencyDecision(
        project_id=project.id, agency_id=agency.id, assigned_by=project.assigned_by or "owner",
        decided_at=tx.now(), turn=turn,
    )  # fmt: skip
    tx.add(decision)
    return agency, decision


def _tell(tx: Transaction, project: Project, agency: Agency, decision: AgencyDecision) -> None:
    assigned_by: Literal["owner", "rotation"] = "rotation" if decision.assigned_by == "rotation" else "owner"
    tx.record(
        ProjectSubmitted(
            application_id=project.application_id,
            application_ids=[project.application_id],
            project_id=project.id,
            project_code=project.project_code,
            agency_id=agency.id,
            agency_name=agency.name,
            assigned_by=assigned_by,
        )
    )
    tx.record(
        AgencyAssigned(
            application_id=project.application_id,
            project_id=project.id,
            agency_id=agency.id,
            agency_name=agency.name,
            assigned_by=assigned_by,
            decision=decision.turn,
        )
    )


def _incomplete(tx: Transaction, findings: list[Finding]) -> SubmissionIncomplete:
    errors = [FieldError(finding.pointer, finding.code, finding.zh, finding.en) for finding in findings]
    return SubmissionIncomplete(
        errors=errors, extra={"problems": [finding.rendered(tx.context.language) for finding in findings]}
    )
