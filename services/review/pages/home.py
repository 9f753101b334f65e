"""首页: notices and the login for everybody, what there is to do for whoever is logged in."""

from starlette.responses import Response

from services.review.pages.caller import VisitorDep
from services.review.pages.place import PLACE
from services.review.views.overview import show_overview
from services.review.views.support import show_documents
from shared.http.api import StoreDep
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)


@router.get("/review")
async def home(visit: VisitDep, caller: VisitorDep, store: StoreDep) -> Response:
    """The first page, open to everybody."""
    overview = await store.read(show_overview, caller) if caller else None
    return visit.page(
        "home.html", account=caller, overview=overview, documents=show_documents(None).items, current="home"
    )
