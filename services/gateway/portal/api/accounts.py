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
from services.gateway.portal.rules.entries import profile_faults, registration_faults
from services.gateway.portal.tables import Account
from shared.api import Body, StoreDep
from shared.errors import RequestInvalid
from shared.identifiers import normalise_credit_code
from shared.passwords import hash_password
from shared.store import Unit

router = APIRouter(prefix="/portal", tags=["portal 河南省政务服务网"])

LEVELS = {"certificate": 1, "on-site": 2, "online": 3}


class Profile(Body):
    """法人账号信息: what the hall wants to know of an account before it shows anything (S3)."""

    legal_representative: str | None = Field(default=None, max_length=50, examples=["张示例"])
    address: str | None = Field(default=None, max_length=200, examples=["郑州市郑东新区示例路1号"])
    agent_name: str | None = Field(default=None, max_length=50, examples=["李经办"])
    agent_phone: str | None = Field(default=None, max_length=20, examples=["13800000011"])
    agent_id_number: str | None = Field(default=None, max_length=18, examples=["410102199001010012"])


class Registration(Profile):
    """A new account; without the rest of the information it can log in, but the hall stays blank (S3)."""

    credit_code: str = Field(min_length=1, max_length=40, examples=["91410100MA9XXXX118"])
    name: str = Field(min_length=2, max_length=100, examples=["郑州示例建设有限公司"])
    password: str = Field(min_length=1, max_length=128, examples=["Demo@2026"])


class Verification(Body):
    """How the unit is verified; `legal_representative`, when given, must be the account's."""

    method: Literal["certificate", "on-site", "online"] = Field(default="online", examples=["online"])
    legal_representative: str | None = Field(default=None, max_length=50)


BY_DEFAULT = Verification()


@router.post("/accounts", status_code=201)
async def register(body: Registration, store: StoreDep) -> AccountView:
    """Register a legal-person account. It begins unverified: verify it before linking projects (S6)."""
    code = normalise_credit_code(body.credit_code)
    profile = body.model_dump(include=set(Profile.model_fields))
    if faults := registration_faults(code, body.password, profile):
        raise RequestInvalid(errors=faults)
    kept = await hash_password(body.password)
    return AccountView(**await store.write(_registered, code, body.name, kept, profile))


@router.get("/account")
async def show(me: LoggedInAccount, store: StoreDep) -> AccountView:
    """The account as it is now; the token still says what it was at login."""
    return AccountView(**await store.read(_mine, me.subject))


@router.patch("/account")
async def change(body: Profile, me: LoggedInAccount, request: Request, store: StoreDep) -> ChangedAccountView:
    """Complete or change the information. The hall goes by the token: use the fresh one, or log in again."""
    if faults := profile_faults(body.model_dump()):
        raise RequestInvalid(errors=faults)
    fields, who = await store.write(_changed, me.subject, body.model_dump(exclude_unset=True))
    return ChangedAccountView(**fields, **token_fields(request, who))


@router.post("/account/real-name-verification")
async def verify(
    me: LoggedInAccount, request: Request, store: StoreDep, body: Verification = BY_DEFAULT
) -> ChangedAccountView:
    """Real-name verification. The hall goes by the token: use the fresh one, or log in again."""
    fields, who = await store.write(_verified, me.subject, LEVELS[body.method], body.legal_representative)
    return ChangedAccountView(**fields, **token_fields(request, who))


def _registered(unit: Unit, code: str, name: str, kept: str, profile: dict[str, Any]) -> dict[str, Any]:
    return account_fields(register_account(unit, code, name, kept, profile))


def _mine(unit: Unit, account_id: str) -> dict[str, Any]:
    return account_fields(own_account(unit, account_id, for_change=False))


def _changed(unit: Unit, account_id: str, changes: dict[str, Any]) -> tuple[dict[str, Any], Snapshot]:
    return _told(unit, change_profile(unit, account_id, changes))


def _verified(unit: Unit, account_id: str, level: int, representative: str | None) -> tuple[dict[str, Any], Snapshot]:
    return _told(unit, verify_real_name(unit, account_id, level, representative))


def _told(unit: Unit, account: Account) -> tuple[dict[str, Any], Snapshot]:
    return account_fields(account), snapshot(unit, account)
