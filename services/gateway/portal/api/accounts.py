"""法人账号: registration, information and real-name verification (guide steps 2 and 3)."""

from typing import Literal

from fastapi import APIRouter
from pydantic import Field

from services.gateway.portal.api.tokens import IssuerDep, LoggedInAccount
from services.gateway.portal.fields import ID_TYPES, Profile
from services.gateway.portal.procedures import accounts
from services.gateway.portal.rules.profile import AGENT
from services.gateway.portal.views.accounts import AccountView, ChangedAccountView, show_account
from shared.http.api import Body, StoreDep
from shared.values import fields

router = APIRouter(prefix="/portal", tags=["portal 河南省政务服务网"])

LEVELS = {"certificate": 1, "on-site": 2, "online": 3}


class Registration(Profile):
    """A new account; without the rest of the information it can log in, but the hall stays blank (S3)."""

    credit_code: fields.Account
    name: fields.AsName = Field(min_length=2, max_length=100, examples=["郑州示例建设有限公司"])
    password: str = Field(min_length=1, max_length=128, examples=["Demo@2026"])


class Verification(Body):
    """Who verifies the unit: its agent (经办人), with a document and a phone; the account keeps them.

    `legal_representative`, when given, must be the account's.
    """

    method: Literal["certificate", "on-site", "online"] = Field(default="online", examples=["online"])
    agent_name: fields.AsName = Field(min_length=1, max_length=50, examples=["钱经办"])
    agent_id_type: str = Field(min_length=1, max_length=3, description=ID_TYPES, examples=["111"])
    agent_id_number: fields.AsDocumentNumber = Field(min_length=1, examples=["410105198506150023"])
    agent_phone: fields.AsMobile = Field(min_length=1, examples=["13800000013"])
    legal_representative: fields.AsName | None = Field(default=None, max_length=50)


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
