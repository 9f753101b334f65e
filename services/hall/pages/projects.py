"""我的项目: the owner's projects, and one of them with what is missing and what was filed for it (S5)."""

from starlette.responses import Response

from services.hall.bodies import CompleteProject
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.procedures import projects
from services.hall.rules.owner import Owner
from services.hall.views.applications import show_applications
from services.hall.views.choices import called
from services.hall.views.projects import show_project, show_projects
from shared.errors import Problem
from shared.http.api import Page, StoreDep
from shared.pages.bodies import body_of
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep
from shared.store import Store
from shared.views import PageQuery

router = router_of(PLACE)
_FILINGS = PageQuery(limit=50, after=None)


@router.get("/hall/web/projects")
async def list_projects(visit: VisitDep, owner: OwnerDep, store: StoreDep, page: Page) -> Response:
    """The projects as cards, oldest first."""
    found = await store.read(show_projects, owner, page)
    return visit.page("projects.html", owner=owner, projects=found, current="user")


@router.get("/hall/web/projects/{project_id}")
async def read_project(visit: VisitDep, owner: OwnerDep, store: StoreDep, project_id: str) -> Response:
    """One project: 信息补全, its filings, and the way to the next one."""
    return await _page(visit, owner, store, project_id)


@router.post("/hall/web/projects/{project_id}")
async def complete(visit: VisitDep, owner: OwnerDep, store: StoreDep, project_id: str) -> Response:
    """信息补全: the two areas, whole ㎡."""
    try:
        body = body_of(CompleteProject, visit.fields)
        await projects.complete(store, owner, project_id, body.model_dump(exclude_unset=True))
    except Problem as problem:
        return await _page(visit, owner, store, project_id, problem)
    return visit.to(f"/hall/web/projects/{project_id}", moved="1")


async def _page(visit: Visit, owner: Owner, store: Store, project_id: str, problem: Problem | None = None) -> Response:
    project = await store.read(show_project, owner, project_id)
    filings = await store.read(show_applications, owner, _FILINGS, project_id=project_id)
    return visit.page(
        "project.html", refused=problem, owner=owner, project=project, filings=filings.items, current="user",
        type_title=called("project_type", project.project_type, visit.language),
        moved="moved" in visit.request.query_params,
    )  # fmt: skip
