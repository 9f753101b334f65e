"""选择审图机构: the register with who may review the project; for procurement, how rotation decided (S21)."""

from starlette.responses import Response

from services.review.bodies import ChooseAgency
from services.review.lookups.caller import Caller
from services.review.pages.caller import CallerDep
from services.review.pages.place import PLACE
from services.review.pages.project import project_page
from services.review.procedures import agencies
from services.review.rules.disciplines import DISCIPLINES
from services.review.rules.lifecycle import is_closed
from services.review.views.agencies import show_agencies, show_decision
from services.review.views.projects import show_project
from shared.errors import NotFound, Problem
from shared.http.api import Page, StoreDep
from shared.pages.bodies import body_of
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep
from shared.store import Store
from shared.views import PageQuery

router = router_of(PLACE)


@router.get("/review/web/projects/{project_id}/agency")
async def show(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str, page: Page) -> Response:
    """The agencies to choose from, and once the project was submitted, the decision."""
    return await _page(visit, caller, store, project_id, page)


@router.post("/review/web/projects/{project_id}/agency")
async def choose(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str, page: Page) -> Response:
    """选择 this one."""
    try:
        await agencies.choose(store, caller.code, project_id, body_of(ChooseAgency, visit.fields).agency_id)
    except Problem as problem:
        return await _page(visit, caller, store, project_id, page, problem)
    return visit.to(f"/review/web/projects/{project_id}/agency", chosen="1")


async def _page(
    visit: Visit, caller: Caller, store: Store, project_id: str, page: PageQuery, refused: Problem | None = None
) -> Response:
    project = await store.read(show_project, caller.code, project_id)
    try:
        decision = await store.read(show_decision, caller.code, project_id)
    except NotFound:
        decision = None
    found = await store.read(show_agencies, caller.code, project_id, page)
    closed = is_closed(project.status, "agency") or project.government_procurement or caller.role != "owner"
    titles = {code: one.en if visit.language == "en" else one.zh for code, one in DISCIPLINES.items()}
    return project_page(
        visit, caller, project, "agency.html", "agency", refused=refused, found=found, decision=decision,
        open=not closed, titles=titles, names={one.id: one.name for one in found.items},
        chosen="chosen" in visit.request.query_params,
    )  # fmt: skip
