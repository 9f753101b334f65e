"""办理: stage, matter and one of its scenarios for a project (S7, S9)."""

from starlette.responses import Response

from services.hall.bodies import OpenApplication
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.procedures import applications
from services.hall.rules.owner import Owner
from services.hall.views.choices import choices
from services.hall.views.matters import show_matters
from services.hall.views.projects import show_project
from shared.errors import NotFound, Problem
from shared.http.api import StoreDep
from shared.pages.bodies import body_with
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep
from shared.store import Store

router = router_of(PLACE)
_FIRST = "construction-permit"


@router.get("/hall/web/projects/{project_id}/matters")
async def show(visit: VisitDep, owner: OwnerDep, store: StoreDep, project_id: str, stage: str = _FIRST) -> Response:
    """The stages as tiles; below, what the chosen one offers."""
    return await _page(visit, owner, store, project_id, stage)


@router.post("/hall/web/projects/{project_id}/matters")
async def open_(visit: VisitDep, owner: OwnerDep, store: StoreDep, project_id: str) -> Response:
    """A new draft in the scenario that was chosen; its form is next."""
    given = {name: visit.fields.get(name, "") for name in ("stage", "matter", "scenario")}
    try:
        body = body_with(OpenApplication, {**given, "project_id": project_id})
        opened = await applications.open_(store, owner, **body.model_dump())
    except Problem as problem:
        return await _page(visit, owner, store, project_id, _FIRST, problem)
    return visit.to(f"/hall/web/applications/{opened.id}/form")


async def _page(
    visit: Visit, owner: Owner, store: Store, project_id: str, stage: str, problem: Problem | None = None
) -> Response:
    stages = choices("stage", visit.language)
    if stage not in dict(stages):
        raise NotFound
    project = await store.read(show_project, owner, project_id)
    offered = await store.read(show_matters, owner, project_id, stage)
    return visit.page(
        "matters.html", refused=problem, owner=owner, project=project, stages=stages, stage=stage, offered=offered,
        current="user",
    )  # fmt: skip
