"""选择郑州市工改项目 (S17): what the city pushed, there even when the SMS was lost."""

from fastapi import APIRouter

from services.review.api.access import CallerDep
from services.review.views import city_projects as views
from shared.http.api import Page, StoreDep

router = APIRouter(prefix="/review", tags=["projects 项目管理"])


@router.get("/city-projects")
async def list_city_projects(store: StoreDep, caller: CallerDep, page: Page) -> views.CityProjectList:
    """The caller's pushed filings to choose from."""
    return await store.read(views.show_city_projects, caller.code, page)
