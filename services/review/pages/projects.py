"""项目管理 (S20): the caller's projects by their states; and one of them, with what comes next."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.review.fields import Status
from services.review.pages.caller import CallerDep
from services.review.pages.place import PLACE
from services.review.pages.project import project_page
from services.review.rules.details import scenario_title
from services.review.rules.lifecycle import STATES, owners_way
from services.review.views.overview import show_overview
from services.review.views.preparation import show_preparations
from services.review.views.projects import show_project, show_projects
from shared.http.api import Page, StoreDep
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)


@router.get("/review/web/projects")
async def list_projects(
    visit: VisitDep, caller: CallerDep, store: StoreDep, page: Page, tab: Annotated[Status | None, Query()] = None
) -> Response:
    """Its own as an owner, those it takes part in as a unit, those submitted to it as an agency."""
    overview = await store.read(show_overview, caller)
    found = await store.read(show_projects, caller.code, tab, page)
    prepared = await store.read(show_preparations, found.items)
    return visit.page(
        "projects.html", account=caller, overview=overview, found=found, prepared=prepared, tab=tab,
        title_of=scenario_title, completed="completed" in visit.request.query_params, current=tab or "all",
    )  # fmt: skip


@router.get("/review/web/projects/{project_id}")
async def read_project(visit: VisitDep, caller: CallerDep, store: StoreDep, project_id: str) -> Response:
    """项目概况: what it is, where it stands, and who takes part."""
    project = await store.read(show_project, caller.code, project_id)
    way = owners_way()
    reached = way.index(project.status) if project.status in way else len(way)
    names = [STATES[status].en if visit.language == "en" else STATES[status].zh for status in way]
    steps = [(name, _state(place, reached), None) for place, name in enumerate(names)]
    scenario = scenario_title(project.scenario, visit.language)
    return project_page(visit, caller, project, "overview.html", "overview", steps=steps, scenario=scenario)


def _state(place: int, reached: int) -> str:
    return "done" if place < reached else "now" if place == reached else "next"
