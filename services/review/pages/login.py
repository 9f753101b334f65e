"""登录 and 退出登录 (S16, S19), with the accounts one can try beside it."""

from starlette.responses import Response

from services.review.fields import Password
from services.review.pages.caller import IssuerDep
from services.review.pages.place import PASSWORD_PAGE, PLACE
from services.review.procedures import logins
from services.review.rules.seeded import PASSWORD, seeded
from shared.errors import Problem
from shared.http.api import Body, StoreDep
from shared.pages.bodies import body_of
from shared.pages.place import REVIEW
from shared.pages.route import router_of, safe_next
from shared.pages.visit import SANDBOX_COOKIE, Visit, VisitDep
from shared.values.fields import Account

router = router_of(PLACE)


class LoginForm(Body):
    """What every login form of a page calls its fields."""

    login: Account
    password: Password


@router.get("/review/web/login")
async def show(visit: VisitDep) -> Response:
    """The form; `?next=` says where to go on, `?sandbox=` in which sandbox."""
    return _form(visit)


@router.post("/review/web/login")
async def enter(visit: VisitDep, store: StoreDep, issuer: IssuerDep) -> Response:
    """Log in, and go on to where one came from; with a texted password, by way of the change of it."""
    try:
        body = body_of(LoginForm, visit.fields)
        token = await logins.enter(store, issuer, body.login, body.password)
    except Problem as problem:
        return _form(visit, problem)
    visit.log_in(REVIEW, token.access_token)
    visit.set_cookie(SANDBOX_COOKIE, visit.sandbox)
    onward = safe_next(visit.request.query_params.get("next"), PLACE.home)
    return visit.to(PASSWORD_PAGE, next=onward) if token.must_change_password else visit.to(onward)


@router.get("/review/web/logout")
async def ask(visit: VisitDep) -> Response:
    """A link may not log anybody out, only a form."""
    return visit.page("logout.html", account=None, current="")


@router.post("/review/web/logout")
async def leave(visit: VisitDep) -> Response:
    """The browser forgets who it was."""
    visit.log_out(REVIEW)
    return visit.to(PLACE.home)


def _form(visit: Visit, problem: Problem | None = None) -> Response:
    asked = visit.request.query_params
    return visit.page(
        "login.html", refused=problem, account=None, people=list(seeded()), password=PASSWORD, ended=asked.get("ended"),
        recovered="recovered" in asked, current="login",
    )  # fmt: skip
