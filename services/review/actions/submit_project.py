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
from shared.store import Unit


def submit_project(unit: Unit, account: str, project_id: str, key: str | None = None) -> tuple[Project, Agency]:
    """Check and submit in one go; with the `key` it was submitted with, only its agency once more.

    Raises NotFound, ProjectClosed, SubmissionIncomplete.
    """
    project = held_project(unit, account, project_id)
    if key is not None and key == project.submission_key:
        return project, unit.get_one(Agency, project.agency_id)
    require_move(project, "submit", "owner")
    if problems := [finding for finding in findings_of(unit, project) if not finding.warning]:
        raise _incomplete(unit, problems)
    agency, decision = _decide(unit, project)
    project.submitted_at, project.submission_key = unit.now(), key
    move_project(unit, project, "submit", "owner", agency=agency.name, assigned_by=project.assigned_by)
    _tell(unit, project, agency, decision)
    return project, agency


def _decide(unit: Unit, project: Project) -> tuple[Agency, AgencyDecision]:
    """The agency, and the record of how it was found."""
    turn = None
    if project.government_procurement:
        chosen = original_agency(unit, project)
        if chosen is None:
            chosen, turn = assign_agency(unit, project)
        project.agency_id, project.assigned_by = chosen, "rotation"
    agency = unit.get(Agency, project.agency_id) if project.agency_id else None
    if agency is None:
        raise _incomplete(unit, [nobody_assignable()])
    decision = AgencyDecision(
        project_id=project.id, agency_id=agency.id, assigned_by=project.assigned_by or "owner",
        decided_at=unit.now(), turn=turn,
    )  # fmt: skip
    unit.add(decision)
    return agency, decision


def _tell(unit: Unit, project: Project, agency: Agency, decision: AgencyDecision) -> None:
    assigned_by: Literal["owner", "rotation"] = "rotation" if decision.assigned_by == "rotation" else "owner"
    unit.record(
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
    unit.record(
        AgencyAssigned(
            application_id=project.application_id,
            project_id=project.id,
            agency_id=agency.id,
            agency_name=agency.name,
            assigned_by=assigned_by,
            decision=decision.turn,
        )
    )


def _incomplete(unit: Unit, findings: list[Finding]) -> SubmissionIncomplete:
    errors = [FieldError(finding.pointer, finding.code, finding.zh, finding.en) for finding in findings]
    return SubmissionIncomplete(
        errors=errors, extra={"problems": [finding.rendered(unit.context.language) for finding in findings]}
    )
