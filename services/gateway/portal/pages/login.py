"""法人登录, with the people one can be beside it (guide steps 2 and 3, S2)."""

from starlette.responses import Response

from services.gateway.portal.fields import Login
from services.gateway.portal.pages.issuer import IssuerDep
from services.gateway.portal.pages.place import PLACE
from services.gateway.portal.procedures import login
from services.gateway.portal.seed import personas
from shared.errors import Problem
from shared.http.api import StoreDep
from shared.pages.bodies import body_of
from shared.pages.place import PORTAL
from shared.pages.route import router_of, safe_next
from shared.pages.visit import SANDBOX_COOKIE, Visit, VisitDep

router = router_of(PLACE)


@router.get("/portal/web/login")
async def show(visit: VisitDep) -> Response:
    """The form; `?next=` says where to go on, `?sandbox=` in which sandbox."""
    return _form(visit)


@router.post("/portal/web/login")
async def enter(visit: VisitDep, store: StoreDep, issuer: IssuerDep) -> Response:
    """Log in, and go on to where one came from."""
    try:
        body = body_of(Login, visit.fields)
        token = await login.enter(store, issuer, body.login, body.password)
    except Problem as problem:
        return _form(visit, problem)
    visit.log_in(PORTAL, token.access_token)
    visit.set_cookie(SANDBOX_COOKIE, visit.sandbox)
    return visit.to(safe_next(visit.request.query_params.get("next"), "/hall"))


@router.get("/portal/web/logout")
async def ask(visit: VisitDep) -> Response:
    """A link may not log anybody out, only this form."""
    return visit.page("logout.html")


@router.post("/portal/web/logout")
async def leave(visit: VisitDep) -> Response:
    """The browser forgets who it was."""
    visit.log_out(PORTAL)
    return visit.to(PORTAL.page)


def _form(visit: Visit, problem: Problem | None = None) -> Response:
    people = personas()
    return visit.page(
        "login.html", refused=problem, people=people["account"], password=people["password"],
        login=visit.fields.get("login", ""), ended=visit.request.query_params.get("ended"),
    )  # fmt: skip
