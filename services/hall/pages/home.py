"""首页: what can be done here, how much was filed, and what is newest."""

from starlette.responses import Response

from services.hall.pages.owner import VisitorDep
from services.hall.pages.place import PLACE
from services.hall.views.overview import show_overview
from shared.http.api import StoreDep
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)


@router.get("/hall")
async def home(visit: VisitDep, owner: VisitorDep, store: StoreDep) -> Response:
    """The first page, open to everybody."""
    overview = await store.read(show_overview)
    return visit.page("home.html", owner=owner, overview=overview, current="home")
