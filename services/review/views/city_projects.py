"""选择郑州市工改项目 (S17): what the city pushed and nobody selected yet."""

from datetime import datetime

from sqlmodel import col, select

from services.review.rules.lifecycle import where_open
from services.review.tables import Project
from shared.store import Transaction
from shared.views import PageQuery, View, page_of


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


def show_city_projects(tx: Transaction, account: str, page: PageQuery) -> CityProjectList:
    """The owner's pushed filings to choose from."""
    waiting = col(Project.status).in_(where_open("select"))
    statement = select(Project).where(Project.owner_code == account, waiting)
    shown = page_of(tx, statement, col(Project.id), page, _city_project)
    return CityProjectList(items=shown.items, next_cursor=shown.next_cursor)


def _city_project(project: Project) -> CityProject:
    return CityProject(**project.model_dump(include=set(CityProject.model_fields)), project_id=project.id)
