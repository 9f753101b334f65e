"""项目关联: by the code and the name of the approval (S4, S6)."""

from starlette.responses import Response

from services.hall.bodies import LinkProject
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.procedures import projects
from shared.errors import Problem
from shared.http.api import StoreDep
from shared.pages.bodies import body_of
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)

# Which of the two fields a refusal speaks of; the others speak of the account, or of both.
_FIELDS = {
    "project-code-malformed": "/project_code",
    "project-not-found": "/project_code",
    "project-not-yours": "/project_code",
    "project-voided": "/project_code",
    "project-already-linked": "/project_code",
    "project-name-mismatch": "/project_name",
}


@router.get("/hall/web/projects/link")
async def show(visit: VisitDep, owner: OwnerDep) -> Response:
    """The form."""
    return visit.page("link.html", owner=owner, fields=_FIELDS, current="user")


@router.post("/hall/web/projects/link")
async def link(visit: VisitDep, owner: OwnerDep, store: StoreDep) -> Response:
    """Link it, and go on to its page, where 信息补全 waits."""
    try:
        body = body_of(LinkProject, visit.fields)
        project = await projects.link(store, owner, body.project_code, body.project_name)
    except Problem as problem:
        return visit.page("link.html", refused=problem, owner=owner, fields=_FIELDS, current="user")
    return visit.to(f"/hall/web/projects/{project.id}", moved="1")
