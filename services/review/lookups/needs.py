"""What a project asks of its agency, and what the register knows of the agencies."""

from datetime import datetime

from sqlmodel import col, func, select

from services.review.rules.disciplines import required_disciplines
from services.review.rules.eligibility import AgencyFacts, ProjectNeeds
from services.review.rules.lifecycle import on_an_agencys_table
from services.review.rules.scale import scale_of
from services.review.rules.traits import traits_of
from services.review.tables import Agency, AgencyDecision, Project, ProjectUnit
from shared.store import Transaction

_NAMED = ("owner", "survey_unit", "design_unit")


def needs_of(tx: Transaction, project: Project) -> ProjectNeeds:
    """Scale, place, disciplines, and every unit an agency must not belong to."""
    details = project.details
    disciplines = required_disciplines(project.scenario, traits_of(details))
    named = [details.get(section, {}) for section in _NAMED] + details.get("further_design_units", [])
    linked = tx.exec(select(ProjectUnit.credit_code).where(ProjectUnit.project_id == project.id)).all()
    return ProjectNeeds(
        scale=scale_of(details),
        region=details.get("project", {}).get("site_region") or project.project_code.split("-")[1],
        disciplines=tuple(dict.fromkeys(discipline.register for discipline in disciplines)),
        units=frozenset([project.owner_code, *linked, *(row["credit_code"] for row in named if "credit_code" in row)]),
    )


def agency_facts(agency: Agency, open_projects: int = 0, assigned_this_year: int = 0) -> AgencyFacts:
    """The register's row as the rules read it."""
    return AgencyFacts(
        id=agency.id,
        credit_code=agency.credit_code,
        agency_class=agency.agency_class,
        disciplines=frozenset(agency.disciplines),
        regions=tuple(agency.regions),
        affiliates=frozenset(agency.affiliates),
        suspended=agency.suspended,
        open_projects=open_projects,
        open_limit=agency.open_limit,
        assigned_this_year=assigned_this_year,
        annual_limit=agency.annual_limit,
    )


def register(tx: Transaction) -> list[AgencyFacts]:
    """Every agency with what it has on its table, in its first order of turn."""
    agencies = tx.exec(select(Agency).order_by(col(Agency.rank))).all()
    open_projects, assigned = _open_projects(tx), _assigned_since(tx, _new_year(tx.now()))
    return [agency_facts(row, open_projects.get(row.id, 0), assigned.get(row.id, 0)) for row in agencies]


def _open_projects(tx: Transaction) -> dict[str | None, int]:
    counted = select(Project.agency_id, func.count()).where(col(Project.status).in_(on_an_agencys_table()))
    return dict(tx.exec(counted.group_by(col(Project.agency_id))).all())


def _assigned_since(tx: Transaction, start: datetime) -> dict[str, int]:
    counted = select(AgencyDecision.agency_id, func.count()).where(
        AgencyDecision.assigned_by == "rotation", AgencyDecision.decided_at >= start
    )
    return dict(tx.exec(counted.group_by(col(AgencyDecision.agency_id))).all())


def _new_year(now: datetime) -> datetime:
    return now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
