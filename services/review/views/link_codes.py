"""项目关联码 (S20) as their owner sees them, and what a unit joined."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from sqlmodel import col, select

from services.review.lookups.find import owned_project
from services.review.tables import LinkCode, Project, ProjectUnit
from shared.store import Transaction
from shared.values.sensitive import SECRET
from shared.views import PageQuery, View, page_of

Role = Literal["design", "survey"]


class LinkCodeView(View):
    """项目关联码: eight characters without look-alikes; good for any number of units of its role until it expires."""

    code: Annotated[str, SECRET] = Field(examples=["7KQ2MXBD"])
    role: Role
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class LinkCodeList(View):
    """A page of a project's codes, oldest first."""

    items: list[LinkCodeView]
    next_cursor: str | None


class ProjectLink(View):
    """The project the unit is part of now."""

    project_id: str
    project_code: str
    project_name: str
    role: Role
    linked_at: datetime


def show_link_codes(tx: Transaction, account: str, project_id: str, page: PageQuery) -> LinkCodeList:
    """Every code of the owner's project, live or not; raises NotFound, ProjectClosed."""
    project = owned_project(tx, account, project_id, "units")
    statement = select(LinkCode).where(LinkCode.project_id == project.id)
    shown = page_of(tx, statement, col(LinkCode.id), page, link_code_view)
    return LinkCodeList(items=shown.items, next_cursor=shown.next_cursor)


def link_code_view(code: LinkCode) -> LinkCodeView:
    """One code."""
    return LinkCodeView(**code.model_dump(include=set(LinkCodeView.model_fields)))


def project_link(tx: Transaction, joined: ProjectUnit) -> ProjectLink:
    """What the unit joined."""
    project = tx.get_one(Project, joined.project_id)
    shown = joined.model_dump(include=set(ProjectLink.model_fields))
    return ProjectLink(**shown, project_code=project.project_code, project_name=project.project_name)
