"""首页: what can be done here."""

from starlette.responses import Response

from services.hall.pages.owner import VisitorDep
from services.hall.pages.place import PLACE
from shared.pages.visit import VisitDep

router = PLACE.router()


@router.get("/hall")
async def home(visit: VisitDep, owner: VisitorDep) -> Response:
    """The first page, open to everybody."""
    return visit.page("home.html", owner=owner, current="home")
