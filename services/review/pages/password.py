"""修改密码: the first thing after the first login, and whenever one likes (S19)."""

from starlette.responses import Response

from services.review.bodies import ChangePassword
from services.review.pages.caller import IssuerDep, NewcomerDep
from services.review.pages.place import PASSWORD_PAGE, PLACE
from services.review.procedures import logins
from shared.errors import Problem
from shared.http.api import StoreDep
from shared.pages.bodies import body_of
from shared.pages.place import REVIEW
from shared.pages.route import router_of, safe_next
from shared.pages.visit import VisitDep

router = router_of(PLACE)


@router.get(PASSWORD_PAGE)
async def show(visit: VisitDep, newcomer: NewcomerDep) -> Response:
    """The form; `?next=` says where to go on."""
    return visit.page("password.html", account=newcomer, current="password")


@router.post(PASSWORD_PAGE)
async def change(visit: VisitDep, newcomer: NewcomerDep, store: StoreDep, issuer: IssuerDep) -> Response:
    """Set it, and go on with the login that holds from now on."""
    try:
        body = body_of(ChangePassword, visit.fields)
        token = await logins.change(store, issuer, newcomer, body.new_password)
    except Problem as problem:
        return visit.page("password.html", refused=problem, account=newcomer, current="password")
    visit.log_in(REVIEW, token.access_token)
    return visit.to(safe_next(visit.request.query_params.get("next"), f"{PLACE.home}?changed=1"))
