"""提交确认 (S23): gathering what the check looks at."""

from collections.abc import Sequence

from sqlmodel import col, select

from services.review.lookups.drawings import drawings_of
from services.review.lookups.needs import agency_facts, needs_of
from services.review.lookups.planning_files import kinds_present
from services.review.lookups.rotation import assignable
from services.review.rules import details, planning, submission
from services.review.rules.disciplines import required_disciplines
from services.review.rules.eligibility import Reason, reasons_against
from services.review.rules.lifecycle import on_an_agencys_table
from services.review.rules.submission import Facts, Finding, HandedIn, LinkedUnit
from services.review.rules.traits import traits_of
from services.review.tables import Agency, Project, ProjectUnit
from shared.store import Transaction
from shared.uploads import FILE_TYPES

NAMED_AT_MOST = 10


def findings_of(tx: Transaction, project: Project) -> list[Finding]:
    """What stands between the project and its review."""
    return submission.check_submission(_facts(tx, project))


def _facts(tx: Transaction, project: Project) -> Facts:
    traits = traits_of(project.details)
    by_rotation = project.government_procurement
    return Facts(
        scenario=project.scenario,
        details=project.details,
        missing=details.judge(project.scenario, project.details).missing,
        required=required_disciplines(project.scenario, traits),
        units=_units(tx, project),
        drawings=_drawings(tx, project),
        by_rotation=by_rotation,
        agency=None if by_rotation else _agency(tx, project),
        assignable=by_rotation and assignable(tx, project),
        planning_missing=planning.missing_at("submission", project.scenario, traits, kinds_present(tx, project)),
        other_open=_other_open(tx, project),
    )


def _units(tx: Transaction, project: Project) -> list[LinkedUnit]:
    linked = select(ProjectUnit).where(ProjectUnit.project_id == project.id).order_by(col(ProjectUnit.id))
    return [LinkedUnit(row.credit_code, row.name, row.role) for row in tx.exec(linked)]


def _drawings(tx: Transaction, project: Project) -> list[HandedIn]:
    return [
        HandedIn(row.unit_code, row.discipline, row.name, row.sealed_at is not None, FILE_TYPES[row.format].sealable)
        for row in drawings_of(tx, project)
    ]


def _agency(tx: Transaction, project: Project) -> tuple[str, Sequence[Reason]] | None:
    agency = tx.get(Agency, project.agency_id) if project.agency_id else None
    return None if agency is None else (agency.name, reasons_against(agency_facts(agency), needs_of(tx, project)))


def _other_open(tx: Transaction, project: Project) -> Sequence[str]:
    others = select(Project.application_number).where(
        Project.project_code == project.project_code,
        Project.id != project.id,
        col(Project.status).in_(on_an_agencys_table()),
    )
    return tx.exec(others.order_by(col(Project.id)).limit(NAMED_AT_MOST)).all()
