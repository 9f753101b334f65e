"""Projects as their owner sees them."""

from datetime import datetime

from pydantic import Field
from sqlmodel import col, select

from services.hall.lookups.find import find_project
from services.hall.rules.owner import Owner
from services.hall.tables import Project
from shared.store import Transaction
from shared.views import PageQuery, View, page_of


class ProjectView(View):
    """A project (项目) in the owner's list. `complete` once both areas are there (S5); areas in whole ㎡."""

    id: str
    project_code: str
    project_name: str
    source: str = Field(description="`linked` (项目关联) or `manual` (新增项目)")
    project_type: str
    government_procurement: bool
    land_area: int | None
    building_area: int | None
    complete: bool
    region_code: str | None = None
    site_address: str | None = None
    scale_content: str | None = None
    total_investment: float | None = None
    construction_nature: str | None = None
    engineering_class: str | None = None
    fund_source: str | None = None
    planned_start: str | None = None
    planned_end: str | None = None
    created_at: datetime


class ProjectList(View):
    """One page of projects."""

    items: list[ProjectView]
    next_cursor: str | None


def project_view(project: Project) -> ProjectView:
    """One project."""
    complete = project.land_area is not None and project.building_area is not None
    return ProjectView.model_validate({**project.facts, **project.model_dump(exclude={"facts"}), "complete": complete})


def show_project(tx: Transaction, owner: Owner, project_id: str) -> ProjectView:
    """The owner's project; raises NotFound."""
    return project_view(find_project(tx, owner, project_id))


def show_projects(tx: Transaction, owner: Owner, page: PageQuery) -> ProjectList:
    """The owner's projects, oldest first."""
    mine = select(Project).where(Project.credit_code == owner.credit_code)
    shown = page_of(tx, mine, col(Project.id), page, project_view)
    return ProjectList(items=shown.items, next_cursor=shown.next_cursor)
