"""法人账号: its record with what is missing, real-name verification (S3, S6), and registering a new one."""

from typing import Annotated, Any

from fastapi import Depends
from starlette.responses import Response

from services.gateway.portal.fields import LEVELS, Profile, Registration, Verification
from services.gateway.portal.pages.issuer import IssuerDep
from services.gateway.portal.pages.place import PLACE
from services.gateway.portal.procedures import accounts, login
from services.gateway.portal.rules.policy import policy
from services.gateway.portal.rules.profile import AGENT, PROFILE, REQUIRED
from services.gateway.portal.views.accounts import show_account
from shared.errors import Problem
from shared.http.api import StoreDep
from shared.login.tokens import Claims
from shared.pages.bodies import body_of
from shared.pages.place import PORTAL
from shared.pages.route import router_of
from shared.pages.session import logged_in
from shared.pages.visit import SANDBOX_COOKIE, Visit, VisitDep
from shared.store import Store

router = router_of(PLACE)
Me = Annotated[Claims, Depends(logged_in(PORTAL))]


@router.get("/portal")
async def home(visit: VisitDep) -> Response:
    """The portal has no page of its own but the account's."""
    return visit.to("/portal/web/account")


@router.get("/portal/web/account")
async def show(visit: VisitDep, me: Me, store: StoreDep) -> Response:
    """The record."""
    return await _page(visit, me, store)


@router.post("/portal/web/account")
async def change(visit: VisitDep, me: Me, store: StoreDep, issuer: IssuerDep) -> Response:
    """Complete it; the browser gets a token that says so, and the hall is blank no longer."""
    try:
        body = body_of(Profile, visit.fields)
        changed = await accounts.change(store, issuer, me.subject, body.model_dump(exclude_unset=True))
    except Problem as problem:
        return await _page(visit, me, store, problem, "record")
    visit.log_in(PORTAL, changed.access_token)
    return visit.to("/portal/web/account")


@router.post("/portal/web/account/verification")
async def verify(visit: VisitDep, me: Me, store: StoreDep, issuer: IssuerDep) -> Response:
    """实名认证."""
    try:
        body = body_of(Verification, visit.fields)
        agent = body.model_dump(include=set(AGENT))
        level = LEVELS[body.method]
        changed = await accounts.verify(store, issuer, me.subject, level, agent, body.legal_representative)
    except Problem as problem:
        return await _page(visit, me, store, problem, "verification")
    visit.log_in(PORTAL, changed.access_token)
    return visit.to("/portal/web/account")


@router.get("/portal/web/register")
async def ask(visit: VisitDep) -> Response:
    """The form for a new account."""
    return visit.page("register.html", **_choices(visit))


@router.post("/portal/web/register")
async def register(visit: VisitDep, store: StoreDep, issuer: IssuerDep) -> Response:
    """Register, and be logged in with it."""
    try:
        body = body_of(Registration, visit.fields)
        profile = body.model_dump(include=set(Profile.model_fields))
        await accounts.register(store, body.credit_code, body.name, body.password, profile)
        token = await login.enter(store, issuer, body.credit_code, body.password)
    except Problem as problem:
        return visit.page("register.html", refused=problem, **_choices(visit))
    visit.log_in(PORTAL, token.access_token)
    visit.set_cookie(SANDBOX_COOKIE, visit.sandbox)
    return visit.to("/portal/web/account")


async def _page(visit: Visit, me: Claims, store: Store, problem: Problem | None = None, which: str = "") -> Response:
    account = await store.read(show_account, me.subject)
    return visit.page("account.html", refused=problem, which=which, account=account, **_choices(visit))


def _choices(visit: Visit) -> dict[str, Any]:
    return {
        "id_types": [(code, getattr(words, visit.language)) for code, words in policy().id_types.items()],
        "methods": tuple(LEVELS),
        "names": PROFILE,
        "needed": REQUIRED,
    }
