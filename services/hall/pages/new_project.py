"""新增项目: a project without an approval code, every field with a star (S8)."""

from starlette.responses import Response

from services.hall.bodies import AddProject
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.procedures import projects
from services.hall.rules.owner import Owner
from services.hall.views.choices import choices
from shared.errors import Problem
from shared.http.api import StoreDep
from shared.pages.bodies import body_of
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep

router = router_of(PLACE)
_CHOSEN = ("project_type", "construction_nature", "engineering_class", "fund_source")


@router.get("/hall/web/projects/new")
async def show(visit: VisitDep, owner: OwnerDep) -> Response:
    """The form."""
    return _form(visit, owner)


@router.post("/hall/web/projects/new")
async def add(visit: VisitDep, owner: OwnerDep, store: StoreDep) -> Response:
    """Enter it, and go on to its page."""
    try:
        body = body_of(AddProject, visit.fields)
        project = await projects.add(store, owner, body.model_dump(exclude_unset=True))
    except Problem as problem:
        return _form(visit, owner, problem)
    return visit.to(f"/hall/web/projects/{project.id}", moved="1")


def _form(visit: Visit, owner: Owner, problem: Problem | None = None) -> Response:
    offered = {name: choices(name, visit.language) for name in _CHOSEN}
    return visit.page("new_project.html", refused=problem, owner=owner, choices=offered, current="user")
