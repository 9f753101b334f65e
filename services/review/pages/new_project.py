"""新建项目, and top right of it 选择郑州市工改项目: what the city pushed, chosen here (S17, S20)."""

from starlette.responses import Response

from services.review.bodies import SelectCityProject
from services.review.lookups.caller import Caller
from services.review.pages.caller import CallerDep
from services.review.pages.place import PLACE
from services.review.procedures import projects
from services.review.rules.details import scenario_title
from services.review.views.city_projects import show_city_projects
from shared.errors import Problem
from shared.http.api import Page, StoreDep
from shared.pages.bodies import body_with
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep
from shared.store import Store
from shared.views import PageQuery

router = router_of(PLACE)


@router.get("/review/web/projects/new")
async def new_project(visit: VisitDep, caller: CallerDep, store: StoreDep, page: Page) -> Response:
    """How a project begins, and how many wait to be chosen."""
    waiting = await store.read(show_city_projects, caller.code, page)
    return visit.page("new_project.html", account=caller, waiting=len(waiting.items), current="new")


@router.get("/review/web/city-projects")
async def list_city_projects(visit: VisitDep, caller: CallerDep, store: StoreDep, page: Page) -> Response:
    """The pushed filings to choose from."""
    return await _page(visit, caller, store, page)


@router.post("/review/web/city-projects")
async def select(visit: VisitDep, caller: CallerDep, store: StoreDep, page: Page) -> Response:
    """确定: a project of its own, whose basic information comes next."""
    try:
        body = body_with(SelectCityProject, {"city_project_id": visit.fields.get("city_project_id", "")})
        project = await projects.select(store, caller.code, body.city_project_id, body.basic)
    except Problem as problem:
        return await _page(visit, caller, store, page, problem)
    return visit.to(f"/review/web/projects/{project.id}/basic")


async def _page(
    visit: Visit, caller: Caller, store: Store, page: PageQuery, problem: Problem | None = None
) -> Response:
    found = await store.read(show_city_projects, caller.code, page)
    return visit.page(
        "city_projects.html", refused=problem, account=caller, found=found, title_of=scenario_title, current="new"
    )  # fmt: skip
