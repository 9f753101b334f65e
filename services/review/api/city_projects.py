"""选择郑州市工改项目 (S17): what the city pushed, there even when the SMS was lost."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from sqlmodel import col, select

from services.review.api.access import CallerDep
from services.review.tables import Filing, Project
from shared.api import Page, PageQuery, StoreDep, View, page_of
from shared.store import Unit

router = APIRouter(prefix="/review", tags=["projects 项目管理"])


class CityProject(View):
    """郑州市工改项目: one pushed filing that was not selected yet."""

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
    statement = select(Filing).where(Filing.owner_code == account, Filing.status == "pushed")
    found = page_of(unit, statement, col(Filing.id), page, lambda filing: filing)
    ids = {filing.project_id for filing in found["items"]}
    projects = {row.id: row for row in unit.exec(select(Project).where(col(Project.id).in_(ids)))}
    return found | {"items": [_view(filing, projects[filing.project_id]) for filing in found["items"]]}


def _view(filing: Filing, project: Project) -> dict[str, Any]:
    shown = filing.model_dump(include=set(CityProject.model_fields))
    return shown | {"project_code": project.project_code, "project_name": project.project_name}
