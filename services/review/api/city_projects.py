"""选择郑州市工改项目 (S17): what the city pushed, there even when the SMS was lost."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from sqlmodel import col, select

from services.review.api.access import CallerDep
from services.review.rules.lifecycle import where_open
from services.review.tables import Project
from shared.api import Page, PageQuery, StoreDep, View, page_of
from shared.store import Unit

router = APIRouter(prefix="/review", tags=["projects 项目管理"])


class CityProject(View):
    """郑州市工改项目: one pushed filing that was not selected yet. `project_id` is its review's."""

    id: str
    application_id: str
    application_number: str
    project_id: str
    project_code: str
    project_name: str
    scenario: str
    government_procurement: bool
    pushed_at: datetime


class CityProjectList(View):
    """A page of them, oldest first."""

    items: list[CityProject]
    next_cursor: str | None


@router.get("/city-projects", response_model=CityProjectList)
async def list_city_projects(store: StoreDep, caller: CallerDep, page: Page) -> dict[str, Any]:
    """The caller's pushed filings to choose from."""
    return await store.read(_pushed, caller.code, page)


def _pushed(unit: Unit, account: str, page: PageQuery) -> dict[str, Any]:
    waiting = col(Project.status).in_(where_open("select"))
    statement = select(Project).where(Project.owner_code == account, waiting)
    return page_of(unit, statement, col(Project.id), page, _view)


def _view(project: Project) -> dict[str, Any]:
    return project.model_dump(include=set(CityProject.model_fields)) | {"project_id": project.id}
