"""Projects of an owner: linked by code and name (S4, S6), entered by hand (S8), completed (S5)."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import ConfigDict, Field

from services.hall import fields
from services.hall.api.owner import OwnerDep
from services.hall.procedures import projects
from services.hall.views.projects import ProjectList, ProjectView, show_project, show_projects
from shared.http.api import Body, Page, StoreDep

router = APIRouter(prefix="/hall/projects", tags=["projects 项目"])


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
async def link(body: LinkProject, store: StoreDep, owner: OwnerDep) -> ProjectView:
    """项目关联. Each refusal has its own code; the account's verification is looked at last (S6)."""
    return await projects.link(store, owner, body.project_code, body.project_name)


@router.post("", status_code=201)
async def add(body: AddProject, store: StoreDep, owner: OwnerDep) -> ProjectView:
    """新增项目, for projects without an approval code; it gets a local code of the same shape."""
    return await projects.add(store, owner, body.model_dump(exclude_unset=True))


@router.get("")
async def list_projects(page: Page, store: StoreDep, owner: OwnerDep) -> ProjectList:
    """The owner's projects, oldest first."""
    return await store.read(show_projects, owner, page)


@router.get("/{project_id}")
async def read_project(project_id: str, store: StoreDep, owner: OwnerDep) -> ProjectView:
    """One project."""
    return await store.read(show_project, owner, project_id)


@router.patch("/{project_id}")
async def complete(project_id: str, body: CompleteProject, store: StoreDep, owner: OwnerDep) -> ProjectView:
    """信息补全 (S5)."""
    return await projects.complete(store, owner, project_id, body.model_dump(exclude_unset=True))
