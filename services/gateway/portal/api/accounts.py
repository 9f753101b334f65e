"""法人账号: registration, information and real-name verification (guide steps 2 and 3)."""

from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from services.gateway.portal.actions.change_profile import change_profile, own_account
from services.gateway.portal.actions.describe_account import Snapshot, account_fields, snapshot
from services.gateway.portal.actions.register_account import register_account
from services.gateway.portal.actions.verify_real_name import verify_real_name
from services.gateway.portal.api.tokens import LoggedInAccount, token_fields
from services.gateway.portal.api.views import AccountView, ChangedAccountView
from services.gateway.portal.rules.entries import profile_faults, registration_faults, with_id_type
from services.gateway.portal.rules.policy import policy
from services.gateway.portal.rules.profile import AGENT
from services.gateway.portal.tables import Account
from shared import fields
from shared.api import Body, StoreDep
from shared.errors import RequestInvalid
from shared.passwords import hash_password
from shared.store import Unit

router = APIRouter(prefix="/portal", tags=["portal 河南省政务服务网"])

ID_TYPES = "、".join(f"{code} {title}" for code, title in policy().id_types.items())
LEVELS = {"certificate": 1, "on-site": 2, "online": 3}


class Profile(Body):
    """法人账号信息: what the hall wants to know of an account before it shows anything (S3)."""

    legal_representative: fields.AsName | None = Field(default=None, max_length=50, examples=["张示例"])
    address: str | None = Field(default=None, max_length=200, examples=["郑州市郑东新区示例路1号"])
    agent_name: fields.AsName | None = Field(default=None, max_length=50, examples=["李经办"])
    agent_phone: fields.AsMobile | None = Field(default=None, examples=["13800000011"])
    agent_id_type: str | None = Field(default=None, max_length=3, description=ID_TYPES, examples=["111"])
    agent_id_number: fields.AsDocumentNumber | None = Field(default=None, examples=["410102199001010012"])


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
    profile = with_id_type(body.model_dump(include=set(Profile.model_fields)))
    if faults := registration_faults(body.credit_code, body.password, profile):
        raise RequestInvalid(errors=faults)
    kept = await hash_password(body.password)
    return AccountView(**await store.write(_registered, body.credit_code, body.name, kept, profile))


@router.get("/account")
async def show(me: LoggedInAccount, store: StoreDep) -> AccountView:
    """The account as it is now; the token still says what it was at login."""
    return AccountView(**await store.read(_mine, me.subject))


@router.patch("/account")
async def change(body: Profile, me: LoggedInAccount, request: Request, store: StoreDep) -> ChangedAccountView:
    """Complete or change the information. The hall goes by the token: use the fresh one, or log in again."""
    if faults := profile_faults(body.model_dump()):
        raise RequestInvalid(errors=faults)
    shown, who = await store.write(_changed, me.subject, with_id_type(body.model_dump(exclude_unset=True)))
    return ChangedAccountView(**shown, **token_fields(request, who))


@router.post("/account/real-name-verification")
async def verify(body: Verification, me: LoggedInAccount, request: Request, store: StoreDep) -> ChangedAccountView:
    """Real-name verification. The hall goes by the token: use the fresh one, or log in again."""
    agent = body.model_dump(include=set(AGENT))
    if faults := profile_faults(agent):
        raise RequestInvalid(errors=faults)
    shown, who = await store.write(_verified, me.subject, LEVELS[body.method], agent, body.legal_representative)
    return ChangedAccountView(**shown, **token_fields(request, who))


def _registered(unit: Unit, code: str, name: str, kept: str, profile: dict[str, Any]) -> dict[str, Any]:
    return account_fields(register_account(unit, code, name, kept, profile))


def _mine(unit: Unit, account_id: str) -> dict[str, Any]:
    return account_fields(own_account(unit, account_id, for_change=False))


def _changed(unit: Unit, account_id: str, changes: dict[str, Any]) -> tuple[dict[str, Any], Snapshot]:
    return _told(unit, change_profile(unit, account_id, changes))


def _verified(
    unit: Unit, account_id: str, level: int, agent: dict[str, str], representative: str | None
) -> tuple[dict[str, Any], Snapshot]:
    return _told(unit, verify_real_name(unit, account_id, level, agent, representative))


def _told(unit: Unit, account: Account) -> tuple[dict[str, Any], Snapshot]:
    return account_fields(account), snapshot(unit, account)
