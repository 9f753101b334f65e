"""分享项目关联码, and 关联项目 (S20)."""

from fastapi import APIRouter

from services.review.actions.revoke_link_code import revoke_link_code
from services.review.api.access import CallerDep
from services.review.bodies import IssueLinkCode, UseLinkCode
from services.review.procedures import link_codes as procedures
from services.review.views import link_codes as views
from shared.http.api import Page, StoreDep

router = APIRouter(prefix="/review", tags=["link codes 项目关联码"])


@router.post("/projects/{project_id}/link-codes", status_code=201)
async def share_link_code(
    project_id: str, body: IssueLinkCode, store: StoreDep, caller: CallerDep
) -> views.LinkCodeView:
    """分享项目关联码, to be sent to a survey or design unit."""
    return await procedures.issue(store, caller.code, project_id, body.role)


@router.get("/projects/{project_id}/link-codes")
async def list_link_codes(project_id: str, store: StoreDep, caller: CallerDep, page: Page) -> views.LinkCodeList:
    """Every code shared for this project, live or not."""
    return await store.read(views.show_link_codes, caller.code, project_id, page)


@router.delete("/projects/{project_id}/link-codes/{code}", status_code=204)
async def revoke(project_id: str, code: str, store: StoreDep, caller: CallerDep) -> None:
    """Revoke a code; units that joined by it stay."""
    await store.write(revoke_link_code, caller.code, project_id, code)


@router.post("/project-links", status_code=201)
async def link(body: UseLinkCode, store: StoreDep, caller: CallerDep) -> views.ProjectLink:
    """Join a project, as the survey or design unit the code was shared with."""
    return await procedures.use(store, caller.code, caller.name, caller.role, body.code)
