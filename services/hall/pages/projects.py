"""我的项目: the owner's projects."""

from starlette.responses import Response

from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.views.projects import show_projects
from shared.http.api import Page, StoreDep
from shared.pages.visit import VisitDep

router = PLACE.router()


@router.get("/hall/web/projects")
async def list_projects(visit: VisitDep, owner: OwnerDep, store: StoreDep, page: Page) -> Response:
    """The projects as cards, oldest first."""
    projects = await store.read(show_projects, owner, page)
    return visit.page("projects.html", owner=owner, projects=projects, current="user")
