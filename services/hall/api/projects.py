"""Projects of an owner: linked by code and name (S4, S6), entered by hand (S8), completed (S5)."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import ConfigDict, Field
from sqlmodel import col, select

from services.hall.actions.add_project import add_project
from services.hall.actions.complete_project import complete_project
from services.hall.actions.link_project import link_project
from services.hall.api import fields
from services.hall.api.owner import Owner
from services.hall.lookups.find import find_project
from services.hall.rules.owner import Owner as OwnerData
from services.hall.tables import Project
from shared.api import Body, Page, PageQuery, StoreDep, View, page_of
from shared.store import Unit

router = APIRouter(prefix="/hall/projects", tags=["projects 项目"])

_COLUMNS = ("project_name", "project_type", "land_area", "building_area", "government_procurement")


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


class LinkProject(Body):
    """Code and name exactly as approved (发改立项)."""

    project_code: Annotated[str, Field(min_length=1, max_length=64, examples=["2403-410105-04-01-123456"])]
    project_name: Annotated[fields.Name, Field(examples=["示例市民服务中心项目"])]


class CompleteProject(Body):
    """信息补全: only what is given is changed. The areas are whole ㎡."""

    land_area: fields.Area = fields.left_out()
    building_area: fields.Area = fields.left_out()
    project_type: fields.ProjectType = fields.left_out()
    government_procurement: bool = fields.left_out()
    region_code: fields.Region = fields.left_out()
    site_address: fields.Name = fields.left_out()
    scale_content: fields.Text = fields.left_out()
    total_investment: fields.Amount = fields.left_out()
    construction_nature: fields.ConstructionNature = fields.left_out()
    engineering_class: fields.EngineeringClass = fields.left_out()
    fund_source: fields.FundSource = fields.left_out()
    planned_start: fields.Day = fields.left_out()
    planned_end: fields.Day = fields.left_out()


class AddProject(Body):
    """新增项目: every field with a star (*) is required."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "project_name": "示例办公楼装饰装修项目",
                    "project_type": "4",
                    "region_code": "410105",
                    "site_address": "金水区示例路10号",
                    "construction_nature": "4",
                    "engineering_class": "12",
                    "fund_source": "2",
                    "land_area": 1500,
                    "building_area": 3200,
                    "total_investment": 480.5,
                    "planned_start": "2026-09-01",
                    "planned_end": "2027-03-31",
                    "scale_content": "办公楼地上5层室内装饰装修",
                }
            ]
        }
    )

    project_name: fields.Name
    project_type: fields.ProjectType
    region_code: fields.Region
    site_address: fields.Name
    construction_nature: fields.ConstructionNature
    engineering_class: fields.EngineeringClass
    fund_source: fields.FundSource
    land_area: fields.Area
    building_area: fields.Area
    total_investment: fields.Amount
    planned_start: fields.Day
    planned_end: fields.Day
    scale_content: fields.Text
    government_procurement: bool = False


@router.post("/link", status_code=201)
async def link(body: LinkProject, store: StoreDep, owner: Owner) -> ProjectView:
    """项目关联. Each refusal has its own code; the account's verification is looked at last (S6)."""
    return await store.write(lambda unit: _view(link_project(unit, owner, body.project_code, body.project_name)))


@router.post("", status_code=201)
async def add(body: AddProject, store: StoreDep, owner: Owner) -> ProjectView:
    """新增项目, for projects without an approval code; it gets a local code of the same shape."""
    columns, facts = _split(body)
    return await store.write(lambda unit: _view(add_project(unit, owner, columns, facts)))


@router.get("")
async def list_projects(page: Page, store: StoreDep, owner: Owner) -> ProjectList:
    """The owner's projects, oldest first."""
    return ProjectList.model_validate(await store.read(_listed, owner, page))


@router.get("/{project_id}")
async def read_project(project_id: str, store: StoreDep, owner: Owner) -> ProjectView:
    """One project."""
    return await store.read(lambda unit: _view(find_project(unit, owner, project_id)))


@router.patch("/{project_id}")
async def complete(project_id: str, body: CompleteProject, store: StoreDep, owner: Owner) -> ProjectView:
    """信息补全 (S5)."""
    columns, facts = _split(body)
    return await store.write(lambda unit: _view(complete_project(unit, owner, project_id, columns, facts)))


def _listed(unit: Unit, owner: OwnerData, page: PageQuery) -> dict[str, Any]:
    mine = select(Project).where(Project.credit_code == owner.credit_code)
    return page_of(unit, mine, col(Project.id), page, _view)


def _split(body: CompleteProject | AddProject) -> tuple[dict[str, Any], dict[str, Any]]:
    given = body.model_dump(exclude_unset=True)
    columns = {name: value for name, value in given.items() if name in _COLUMNS}
    return columns, {name: value for name, value in given.items() if name not in _COLUMNS}


def _view(project: Project) -> ProjectView:
    complete = project.land_area is not None and project.building_area is not None
    return ProjectView.model_validate({**project.facts, **project.model_dump(exclude={"facts"}), "complete": complete})
