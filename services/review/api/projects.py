"""项目管理 (S20): projects, from selection on."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from services.review.api.access import CallerDep
from services.review.bodies import SelectCityProject
from services.review.fields import Status
from services.review.procedures import projects as procedures
from services.review.views import projects as views
from shared.http.api import FilesDep, Page, StoreDep
from shared.values.fields import CreditCode

router = APIRouter(prefix="/review", tags=["projects 项目管理"])


@router.post("/projects", status_code=201)
async def select_project(body: SelectCityProject, store: StoreDep, caller: CallerDep) -> views.ProjectView:
    """新建项目 → 选择郑州市工改项目 → 确定: a review of its own for this filing."""
    return await procedures.select(store, caller.code, body.city_project_id, body.basic)


@router.get("/projects")
async def list_projects(
    store: StoreDep, caller: CallerDep, page: Page, status: Annotated[Status | None, Query()] = None
) -> views.ProjectList:
    """The caller's projects: its own, those it is linked to, those submitted to it."""
    return await store.read(views.show_projects, caller.code, status, page)


@router.get("/projects/{project_id}")
async def show_project(project_id: str, store: StoreDep, caller: CallerDep) -> views.ProjectView:
    """One project."""
    return await store.read(views.show_project, caller.code, project_id)


@router.delete("/projects/{project_id}/units/{credit_code}", status_code=204)
async def remove_linked_unit(
    project_id: str, credit_code: Annotated[CreditCode, Path()], store: StoreDep, files: FilesDep, caller: CallerDep
) -> None:
    """移除参与单位: the owner takes a unit out that joined by mistake, with its drawings."""
    await procedures.remove(store, files, caller.code, project_id, credit_code)
