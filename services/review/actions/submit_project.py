"""提交 (S23): the project goes to its review agency, and is frozen."""

from typing import Literal

from sqlmodel import col, select

from services.review.actions.assign_agency import assign_agency, original_agency
from services.review.actions.check_submission import findings_of, listed
from services.review.actions.find_project import note_journey, require_editing
from services.review.errors import AlreadySubmitted, SubmissionIncomplete
from services.review.rules.submission import Finding, nobody_assignable
from services.review.tables import Agency, AgencyDecision, Filing, Project
from shared.errors import FieldError, NotFound
from shared.events.review import AgencyAssigned, ProjectSubmitted
from shared.store import Unit


def submit_project(unit: Unit, account: str, project_id: str) -> tuple[Project, Agency]:
    """Check and submit in one go; raises NotFound, AlreadySubmitted, ProjectIsWithdrawn, SubmissionIncomplete."""
    project = _held(unit, account, project_id)
    findings = findings_of(unit, project)
    if any(not finding.warning for finding in findings):
        raise _incomplete(unit, findings)
    agency, decision = _decide(unit, project)
    project.status, project.submitted_at = "submitted", unit.now()
    unit.state("project", "submitted", agency=agency.name, assigned_by=project.assigned_by)
    _tell(unit, project, agency, decision)
    return project, agency


def _held(unit: Unit, account: str, project_id: str) -> Project:
    """The project, held together with all others of its code: V12 looks at them."""
    project = unit.get(Project, project_id)
    if project is None or project.owner_code != account:
        raise NotFound
    note_journey(unit, project)
    same_code = select(Project).where(Project.project_code == project.project_code).order_by(col(Project.id))
    unit.exec(same_code.with_for_update().execution_options(populate_existing=True)).all()
    if project.status == "submitted":
        raise AlreadySubmitted
    require_editing(project)
    return project


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
    filings = unit.exec(
        select(Filing).where(Filing.project_id == project.id, Filing.status != "withdrawn").order_by(col(Filing.id))
    ).all()
    for filing in filings:
        filing.status = "selected"
    application = unit.journey or filings[-1].application_id
    assigned_by: Literal["owner", "rotation"] = "rotation" if decision.assigned_by == "rotation" else "owner"
    unit.record(
        ProjectSubmitted(
            application_id=application,
            application_ids=[filing.application_id for filing in filings],
            project_id=project.id,
            project_code=project.project_code,
            agency_id=agency.id,
            agency_name=agency.name,
            assigned_by=assigned_by,
        )
    )
    unit.record(
        AgencyAssigned(
            application_id=application,
            project_id=project.id,
            agency_id=agency.id,
            agency_name=agency.name,
            assigned_by=assigned_by,
            decision=decision.turn,
        )
    )


def _incomplete(unit: Unit, findings: list[Finding]) -> SubmissionIncomplete:
    errors = [FieldError(finding.pointer, finding.code, finding.zh, finding.en) for finding in findings]
    return SubmissionIncomplete(errors=errors, extra={"problems": listed(unit, findings)})
