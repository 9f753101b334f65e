"""项目管理 (S20): projects, from selection on."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field
from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from services.review.actions.remove_unit import remove_unit
from services.review.actions.select_city_project import select_city_project
from services.review.api.access import CallerDep
from services.review.api.views import ProjectView, Status, project_view
from services.review.lookups.find import owned_project, visible_project
from services.review.rules.basics import judge_basics
from services.review.rules.lifecycle import Party, seen_by
from services.review.tables import Agency, Project, ProjectUnit
from shared.api import Body, FilesDep, Page, PageQuery, StoreDep, View, page_of
from shared.errors import RequestInvalid
from shared.fields import CreditCode
from shared.store import Unit

router = APIRouter(prefix="/review", tags=["projects 项目管理"])


class SelectCityProject(Body):
    """Which pushed filing; with complete `basic` information its project is 待申报 at once."""

    city_project_id: Annotated[str, Field(min_length=1, max_length=64)]
    basic: Annotated[dict[str, Any] | None, Field(description="基本信息, as PUT …/basic takes it")] = None


class ProjectList(View):
    """A page of projects, oldest first."""

    items: list[ProjectView]
    next_cursor: str | None


@router.post("/projects", status_code=201, response_model=ProjectView)
async def select_project(body: SelectCityProject, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """新建项目 → 选择郑州市工改项目 → 确定: a review of its own for this filing."""
    basics = None
    if body.basic is not None:
        basics = await store.read(_judged, caller.code, body.city_project_id, body.basic)
    return await store.write(_select, caller.code, body.city_project_id, basics)


@router.get("/projects", response_model=ProjectList)
async def list_projects(
    store: StoreDep, caller: CallerDep, page: Page, status: Annotated[Status | None, Query()] = None
) -> dict[str, Any]:
    """The caller's projects: its own, those it is linked to, those submitted to it."""
    return await store.read(_mine, caller.code, status, page)


@router.get("/projects/{project_id}", response_model=ProjectView)
async def show_project(project_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """One project."""
    return await store.read(_one, caller.code, project_id)


@router.delete("/projects/{project_id}/units/{credit_code}", status_code=204)
async def remove_linked_unit(
    project_id: str, credit_code: Annotated[CreditCode, Path()], store: StoreDep, files: FilesDep, caller: CallerDep
) -> None:
    """移除参与单位: the owner takes a unit out that joined by mistake, with its drawings."""
    for key in await store.write(remove_unit, caller.code, project_id, credit_code):
        await files.delete(key)


def _judged(unit: Unit, account: str, filing_id: str, basics: dict[str, Any]) -> dict[str, Any]:
    project = owned_project(unit, account, filing_id)
    judgement = judge_basics(project.scenario, basics)
    if judgement.errors:
        errors = [replace(error, pointer=f"/basic{error.pointer}") for error in judgement.errors]
        raise RequestInvalid(errors=errors, wrong=judgement.wrong)
    return dict(judgement.values)


def _select(unit: Unit, account: str, filing_id: str, basics: dict[str, Any] | None) -> dict[str, Any]:
    return project_view(unit, select_city_project(unit, account, filing_id, basics))


def _one(unit: Unit, account: str, project_id: str) -> dict[str, Any]:
    return project_view(unit, visible_project(unit, account, project_id))


def _mine(unit: Unit, account: str, status: Status | None, page: PageQuery) -> dict[str, Any]:
    linked = select(ProjectUnit.project_id).where(ProjectUnit.credit_code == account)
    agencies = select(Agency.id).where(Agency.credit_code == account)
    mine = or_(
        (col(Project.owner_code) == account) & col(Project.selected_at).is_not(None) & _seen_by("owner"),
        col(Project.id).in_(linked) & _seen_by("units"),
        col(Project.agency_id).in_(agencies) & _seen_by("agency"),
    )
    statement = select(Project).where(mine)
    if status is not None:
        statement = statement.where(Project.status == status)
    return page_of(unit, statement, col(Project.id), page, lambda project: project_view(unit, project))


def _seen_by(party: Party) -> ColumnElement[bool]:
    return col(Project.status).in_(seen_by(party))
