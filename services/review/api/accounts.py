"""单位注册: survey and design units open their accounts themselves, without a login (S11, S20)."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from services.review.fields import Password
from services.review.procedures import accounts as procedures
from services.review.views.accounts import AccountView
from shared.http.api import Body, StoreDep
from shared.values.fields import CreditCode, Mobile, Name

router = APIRouter(prefix="/review", tags=["accounts 账号"])


class Registration(Body):
    """A survey or design unit. Owners get their account with their first filing, agencies are in the register."""

    credit_code: CreditCode = Field(examples=["91410122MA9XXXX38U"])
    name: Annotated[Name, Field(min_length=2, max_length=100, examples=["示例景观设计有限公司"])]
    role: Literal["design", "survey"]
    phone: Mobile = Field(examples=["13800000382"])
    password: Password


@router.post("/accounts", status_code=201)
async def register(body: Registration, store: StoreDep) -> AccountView:
    """Register a unit. 409 `account-exists` when its credit code has an account: log in, or recover the password."""
    return await procedures.register(store, body.credit_code, body.name, body.role, body.phone, body.password)
