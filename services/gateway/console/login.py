"""The control plane's login, where SHENTU_SIM_TOKEN is set."""

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.console.place import PLACE
from shared.errors import Unauthenticated
from shared.http.sim_token import opens_control_plane
from shared.pages.place import SIM
from shared.pages.route import router_of, safe_next
from shared.pages.visit import VisitDep

router = router_of(PLACE)


@router.get("/console/login")
async def show(visit: VisitDep) -> Response:
    """The form."""
    return visit.page("login.html", current="login")


@router.post("/console/login")
async def enter(visit: VisitDep, request: Request) -> Response:
    """Keep the token in the browser, if it is the one."""
    token = visit.fields.get("token", "")
    if not opens_control_plane(request, token):
        return visit.page("login.html", refused=Unauthenticated(), current="login")
    visit.log_in(SIM, token)
    return visit.to(safe_next(request.query_params.get("next"), "/console"))
