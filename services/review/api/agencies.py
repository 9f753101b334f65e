"""审图机构 (S21): the register, the owner's choice, and how rotation decided."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.review.api.access import CallerDep
from services.review.bodies import ChooseAgency
from services.review.procedures import agencies as procedures
from services.review.views import agencies as views
from shared.http.api import Page, StoreDep

router = APIRouter(prefix="/review", tags=["agencies 审图机构"])


@router.get("/agencies")
async def list_agencies(
    store: StoreDep, caller: CallerDep, page: Page, project_id: Annotated[str | None, Query(max_length=64)] = None
) -> views.AgencyList:
    """The register; with `project_id`, also which agency may review that project."""
    return await store.read(views.show_agencies, caller.code, project_id, page)


@router.put("/projects/{project_id}/agency")
async def choose(project_id: str, body: ChooseAgency, store: StoreDep, caller: CallerDep) -> views.ChosenAgency:
    """选择审图机构; government procurement projects are assigned one by rotation instead."""
    return await procedures.choose(store, caller.code, project_id, body.agency_id)


@router.get("/projects/{project_id}/agency-decision")
async def show_decision(project_id: str, store: StoreDep, caller: CallerDep) -> views.DecisionView:
    """How the agency was found, once the project was submitted."""
    return await store.read(views.show_decision, caller.code, project_id)
