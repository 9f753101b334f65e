"""项目管理 (S20): projects as their owner, their units and their agency see them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from pydantic import Field
from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from services.review.fields import Status
from services.review.lookups.find import visible_project
from services.review.rules import lifecycle
from services.review.rules.lifecycle import Party, seen_by
from services.review.tables import Agency, Project, ProjectUnit
from services.review.views.agencies import AgencyRef, AssignedBy, agency_ref
from shared.store import Transaction
from shared.views import PageQuery, View, page_of


class UnitView(View):
    """A unit (单位) of a project, by its credit code."""

    credit_code: str
    name: str


class LinkedUnitView(UnitView):
    """A survey or design unit that joined by its link code."""

    role: Literal["survey", "design"]
    linked_at: datetime


class ProjectView(View):
    """审图业务: the review of one filing, `application_id`; `application_ids` has that one."""

    id: str
    status: Status
    status_name: str = Field(examples=["待申报"])
    status_title_en: str = Field(examples=["To be submitted"])
    project_code: str
    project_name: str
    scenario: str
    government_procurement: bool
    owner: UnitView
    units: list[LinkedUnitView]
    application_id: str
    application_number: str
    application_ids: list[str]
    agency: AgencyRef | None
    assigned_by: AssignedBy | None
    pushed_at: datetime
    selected_at: datetime | None
    submitted_at: datetime | None


class ProjectList(View):
    """A page of projects, oldest first."""

    items: list[ProjectView]
    next_cursor: str | None


def show_project(tx: Transaction, account: str, project_id: str) -> ProjectView:
    """A project the caller sees; raises NotFound."""
    return project_view(tx, visible_project(tx, account, project_id))


def show_projects(tx: Transaction, account: str, status: str | None, page: PageQuery) -> ProjectList:
    """The caller's projects: its own, those it is linked to, those submitted to it; of one status when named."""
    statement = select(Project).where(seen_by_account(account))
    if status is not None:
        statement = statement.where(Project.status == status)
    found = page_of(tx, statement, col(Project.id), page, lambda project: project)
    return ProjectList(items=project_views(tx, found.items), next_cursor=found.next_cursor)


def project_view(tx: Transaction, project: Project) -> ProjectView:
    """One project."""
    return project_views(tx, [project])[0]


def project_views(tx: Transaction, projects: Sequence[Project]) -> list[ProjectView]:
    """Any number of projects, for two questions to the database."""
    units, agencies = _units(tx, projects), _agencies(tx, projects)
    english = tx.context.language == "en"
    return [_view(project, units[project.id], agencies, english) for project in projects]


def _view(
    project: Project, units: list[LinkedUnitView], agencies: dict[str | None, AgencyRef], english: bool
) -> ProjectView:
    state = lifecycle.STATES[project.status]
    shown = project.model_dump(include=set(ProjectView.model_fields))
    return ProjectView(
        **shown,
        owner=UnitView(credit_code=project.owner_code, name=project.owner_name),
        units=units,
        status_name=state.en if english else state.zh,
        status_title_en=state.en,
        application_ids=[project.application_id],
        agency=agencies.get(project.agency_id),
    )


def _units(tx: Transaction, projects: Sequence[Project]) -> dict[str, list[LinkedUnitView]]:
    """By project, in the order they joined."""
    linked = select(ProjectUnit).where(col(ProjectUnit.project_id).in_([project.id for project in projects]))
    found = defaultdict(list)
    for row in tx.exec(linked.order_by(col(ProjectUnit.id))):
        found[row.project_id].append(LinkedUnitView(**row.model_dump(include=set(LinkedUnitView.model_fields))))
    return found


def _agencies(tx: Transaction, projects: Sequence[Project]) -> dict[str | None, AgencyRef]:
    wanted = {project.agency_id for project in projects if project.agency_id}
    rows = tx.exec(select(Agency).where(col(Agency.id).in_(wanted))) if wanted else ()
    return {agency.id: agency_ref(agency) for agency in rows}


def seen_by_account(account: str) -> ColumnElement[bool]:
    """Its own projects once they were selected, those it is linked to, those submitted to it."""
    linked = select(ProjectUnit.project_id).where(ProjectUnit.credit_code == account)
    agencies = select(Agency.id).where(Agency.credit_code == account)
    return or_(
        (col(Project.owner_code) == account) & col(Project.selected_at).is_not(None) & _seen_by("owner"),
        col(Project.id).in_(linked) & _seen_by("units"),
        col(Project.agency_id).in_(agencies) & _seen_by("agency"),
    )


def _seen_by(party: Party) -> ColumnElement[bool]:
    return col(Project.status).in_(seen_by(party))
