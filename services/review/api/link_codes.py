"""分享项目关联码, and 关联项目 (S20)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field
from sqlmodel import col, select

from services.review.actions.issue_link_code import issue_link_code
from services.review.actions.link_project import link_project
from services.review.actions.revoke_link_code import revoke_link_code
from services.review.api.access import Caller, CallerDep
from services.review.lookups.find import owned_project
from services.review.tables import LinkCode, Project
from shared.api import Body, Page, PageQuery, StoreDep, View, page_of
from shared.store import Unit

router = APIRouter(prefix="/review", tags=["link codes 项目关联码"])

Role = Literal["design", "survey"]


class IssueLinkCode(Body):
    """For which kind of unit."""

    role: Role


class LinkCodeView(View):
    """项目关联码: eight characters without look-alikes; good for any number of units of its role until it expires."""

    code: str = Field(examples=["7KQ2MXBD"])
    role: Role
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class LinkCodeList(View):
    """A page of a project's codes, oldest first."""

    items: list[LinkCodeView]
    next_cursor: str | None


class UseLinkCode(Body):
    """The code as it was received; case, blanks and hyphens do not matter."""

    code: Annotated[str, Field(min_length=1, max_length=64, examples=["7KQ2MXBD"])]


class ProjectLink(View):
    """The project the unit is part of now."""

    project_id: str
    project_code: str
    project_name: str
    role: Role
    linked_at: datetime


@router.post("/projects/{project_id}/link-codes", status_code=201, response_model=LinkCodeView)
async def share_link_code(project_id: str, body: IssueLinkCode, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """分享项目关联码, to be sent to a survey or design unit."""
    return await store.write(_issue, caller.code, project_id, body.role)


@router.get("/projects/{project_id}/link-codes", response_model=LinkCodeList)
async def list_link_codes(project_id: str, store: StoreDep, caller: CallerDep, page: Page) -> dict[str, Any]:
    """Every code shared for this project, live or not."""
    return await store.read(_codes, caller.code, project_id, page)


@router.delete("/projects/{project_id}/link-codes/{code}", status_code=204)
async def revoke(project_id: str, code: str, store: StoreDep, caller: CallerDep) -> None:
    """Revoke a code; units that joined by it stay."""
    await store.write(revoke_link_code, caller.code, project_id, code)


@router.post("/project-links", status_code=201, response_model=ProjectLink)
async def link(body: UseLinkCode, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """Join a project, as the survey or design unit the code was shared with."""
    return await store.write(_link, caller, body.code)


def _issue(unit: Unit, account: str, project_id: str, role: str) -> dict[str, Any]:
    return issue_link_code(unit, account, project_id, role).model_dump()


def _codes(unit: Unit, account: str, project_id: str, page: PageQuery) -> dict[str, Any]:
    project = owned_project(unit, account, project_id, "units")
    statement = select(LinkCode).where(LinkCode.project_id == project.id)
    return page_of(unit, statement, col(LinkCode.id), page, LinkCode.model_dump)


def _link(unit: Unit, caller: Caller, code: str) -> dict[str, Any]:
    joined = link_project(unit, caller.code, caller.name, caller.role, code)
    project = unit.get(Project, joined.project_id)
    assert project is not None
    names = {"project_code": project.project_code, "project_name": project.project_name}
    return joined.model_dump(include=set(ProjectLink.model_fields)) | names
