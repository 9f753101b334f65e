"""Accounts (平台账号) as they are shown, tokens, and what happens next (S11, S16, S19)."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from services.review.tables import Account
from shared.masking import mask_phone
from shared.values.sensitive import PHONE, SECRET
from shared.views import View


class AccountView(View):
    """平台账号: one logs in with `account`, which is the credit code."""

    account: str
    credit_code: str
    name: str
    role: Literal["design", "survey"]
    phone: Annotated[str, PHONE] = Field(description="Masked; recovery codes go there.", examples=["138****0382"])
    created_at: datetime


class Token(View):
    """A bearer token (登录凭证); `expires_in` in seconds of the sandbox's clock."""

    access_token: Annotated[str, SECRET]
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int
    must_change_password: bool
    account: str
    name: str
    role: str = Field(examples=["owner", "design", "survey", "agency"])


class Notice(View):
    """What happens next."""

    detail: str


def account_view(account: Account) -> AccountView:
    """A survey or design unit's account."""
    shown = account.model_dump(include=set(AccountView.model_fields) - {"phone"})
    return AccountView(**shown, account=account.credit_code, phone=mask_phone(account.phone))


def code_sent(language: str) -> Notice:
    """Whether or not there is such an account."""
    if language == "en":
        return Notice(detail="If there is such an account, a code is on its way to the phone bound to it.")
    return Notice(detail="如该账号存在，验证码已发送至其绑定的手机，请注意查收。")


def password_set(language: str) -> Notice:
    """After a recovery."""
    english = language == "en"
    return Notice(detail="The password is set: log in with it." if english else "密码已重置，请使用新密码登录。")
