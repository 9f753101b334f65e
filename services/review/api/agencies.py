"""审图机构 (S21): the register, the owner's choice, and how rotation decided."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from sqlmodel import col, select

from services.review.actions.choose_agency import choose_agency
from services.review.api.access import CallerDep
from services.review.api.views import AgencyRef, AssignedBy, agency_ref
from services.review.lookups.find import visible_project
from services.review.lookups.needs import agency_facts, needs_of
from services.review.rules.eligibility import reasons_against
from services.review.tables import Agency, AgencyDecision, Project
from shared.api import Body, Page, PageQuery, StoreDep, View, page_of
from shared.errors import NotFound
from shared.store import Unit

router = APIRouter(prefix="/review", tags=["agencies 审图机构"])


class ReasonView(View):
    """Why an agency may not review a project."""

    code: str = Field(examples=["class-too-low"])
    detail: str


class AgencyView(AgencyRef):
    """审图机构. `eligible` and `reasons` are there when a project was named."""

    certificate: str
    disciplines: list[str]
    regions: list[str]
    suspended: bool
    eligible: bool | None = None
    reasons: tuple[ReasonView, ...] = ()


class AgencyList(View):
    """A page of the register."""

    items: list[AgencyView]
    next_cursor: str | None


class ChooseAgency(Body):
    """Which agency."""

    agency_id: Annotated[str, Field(min_length=1, max_length=64)]


class ChosenAgency(View):
    """The project's agency, and who found it."""

    agency: AgencyRef
    assigned_by: AssignedBy


class SkippedView(View):
    """An agency whose turn it was, but which could not take the project; it keeps its place."""

    id: str
    reason: str


class DecisionView(View):
    """How the project came by its agency. By rotation (轮候): the queue and who was skipped."""

    assigned_by: AssignedBy
    decided_at: datetime
    agency: AgencyRef
    queue: str | None = None
    before: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    skipped: tuple[SkippedView, ...] = ()
    chosen: str | None = None
    after: tuple[str, ...] = ()


@router.get("/agencies", response_model=AgencyList)
async def list_agencies(
    store: StoreDep, caller: CallerDep, page: Page, project_id: Annotated[str | None, Query(max_length=64)] = None
) -> dict[str, Any]:
    """The register; with `project_id`, also which agency may review that project."""
    return await store.read(_agencies, caller.code, project_id, page)


@router.put("/projects/{project_id}/agency", response_model=ChosenAgency)
async def choose(project_id: str, body: ChooseAgency, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """选择审图机构; government procurement projects are assigned one by rotation instead."""
    return await store.write(_choose, caller.code, project_id, body.agency_id)


@router.get("/projects/{project_id}/agency-decision", response_model=DecisionView)
async def show_decision(project_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """How the agency was found, once the project was submitted."""
    return await store.read(_decision, caller.code, project_id)


def _agencies(unit: Unit, account: str, project_id: str | None, page: PageQuery) -> dict[str, Any]:
    project = visible_project(unit, account, project_id) if project_id is not None else None
    statement = select(Agency)
    return page_of(unit, statement, col(Agency.id), page, lambda row: _view(row) | _judged(unit, project, row))


def _view(row: Agency) -> dict[str, Any]:
    return row.model_dump(include=set(AgencyView.model_fields)) | agency_ref(row)


def _judged(unit: Unit, project: Project | None, row: Agency) -> dict[str, Any]:
    if project is None:
        return {}
    reasons = reasons_against(agency_facts(row), needs_of(unit, project))
    english = unit.context.language == "en"
    told = [{"code": reason.code, "detail": reason.en if english else reason.zh} for reason in reasons]
    return {"eligible": not reasons, "reasons": told}


def _choose(unit: Unit, account: str, project_id: str, agency_id: str) -> dict[str, Any]:
    project, agency = choose_agency(unit, account, project_id, agency_id)
    return {"agency": agency_ref(agency), "assigned_by": project.assigned_by}


def _decision(unit: Unit, account: str, project_id: str) -> dict[str, Any]:
    project = visible_project(unit, account, project_id)
    decided = select(AgencyDecision).where(AgencyDecision.project_id == project.id)
    row = unit.exec(decided.order_by(col(AgencyDecision.id).desc())).first()
    agency = unit.get(Agency, row.agency_id) if row else None
    if row is None or agency is None:
        raise NotFound
    shown = {"assigned_by": row.assigned_by, "decided_at": row.decided_at, "agency": agency_ref(agency)}
    return shown | (row.turn or {})
