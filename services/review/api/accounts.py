"""单位注册: survey and design units open their accounts themselves, without a login (S11, S20)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field

from services.review.actions.register_unit import register_unit
from services.review.api.login import Password
from services.review.errors import PasswordRefused
from services.review.rules.passwords import weaknesses
from shared.api import Body, StoreDep, View
from shared.fields import CreditCode, Mobile, Name
from shared.masking import mask_phone
from shared.passwords import hash_password
from shared.store import Unit

router = APIRouter(prefix="/review", tags=["accounts 账号"])


class Registration(Body):
    """A survey or design unit. Owners get their account with their first filing, agencies are in the register."""

    credit_code: CreditCode = Field(examples=["91410122MA9XXXX38U"])
    name: Annotated[Name, Field(min_length=2, max_length=100, examples=["示例景观设计有限公司"])]
    role: Literal["design", "survey"]
    phone: Mobile = Field(examples=["13800000382"])
    password: Password


class AccountView(View):
    """平台账号: one logs in with `account`, which is the credit code."""

    account: str
    credit_code: str
    name: str
    role: Literal["design", "survey"]
    phone: str = Field(description="Masked; recovery codes go there.", examples=["138****0382"])
    created_at: datetime


@router.post("/accounts", status_code=201, response_model=AccountView)
async def register(body: Registration, store: StoreDep) -> dict[str, Any]:
    """Register a unit. 409 `account-exists` when its credit code has an account: log in, or recover the password."""
    if errors := weaknesses(body.password, body.credit_code, "/password"):
        raise PasswordRefused(errors=errors)
    kept = await hash_password(body.password)
    return await store.write(_registered, body, kept)


def _registered(unit: Unit, body: Registration, kept: str) -> dict[str, Any]:
    account = register_unit(unit, body.credit_code, body.name, body.role, body.phone, kept)
    shown = account.model_dump(include=set(AccountView.model_fields))
    return shown | {"account": account.credit_code, "phone": mask_phone(account.phone)}
