"""法人账号: registration, information and real-name verification (guide steps 2 and 3)."""

from fastapi import APIRouter

from services.gateway.portal.api.tokens import IssuerDep, LoggedInAccount
from services.gateway.portal.fields import LEVELS, Profile, Registration, Verification
from services.gateway.portal.procedures import accounts
from services.gateway.portal.rules.profile import AGENT
from services.gateway.portal.views.accounts import AccountView, ChangedAccountView, show_account
from shared.http.api import StoreDep

router = APIRouter(prefix="/portal", tags=["portal 河南省政务服务网"])


@router.post("/accounts", status_code=201)
async def register(body: Registration, store: StoreDep) -> AccountView:
    """Register a legal-person account. It begins unverified: verify it before linking projects (S6)."""
    profile = body.model_dump(include=set(Profile.model_fields))
    return await accounts.register(store, body.credit_code, body.name, body.password, profile)


@router.get("/account")
async def show(me: LoggedInAccount, store: StoreDep) -> AccountView:
    """The account as it is now; the token still says what it was at login."""
    return await store.read(show_account, me.subject)


@router.patch("/account")
async def change(body: Profile, me: LoggedInAccount, store: StoreDep, issuer: IssuerDep) -> ChangedAccountView:
    """Complete or change the information. The hall goes by the token: use the fresh one, or log in again."""
    return await accounts.change(store, issuer, me.subject, body.model_dump(exclude_unset=True))


@router.post("/account/real-name-verification")
async def verify(body: Verification, me: LoggedInAccount, store: StoreDep, issuer: IssuerDep) -> ChangedAccountView:
    """Real-name verification. The hall goes by the token: use the fresh one, or log in again."""
    agent = body.model_dump(include=set(AGENT))
    return await accounts.verify(store, issuer, me.subject, LEVELS[body.method], agent, body.legal_representative)
