"""Logging in, and passwords (S16, S19)."""

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from services.review.actions.change_password import change_password
from services.review.actions.log_in import log_in
from services.review.actions.recover_password import recover_password
from services.review.actions.request_recovery_code import request_recovery_code
from services.review.actions.steps.logins import LoggedIn
from services.review.api.access import AUDIENCE, NewcomerDep
from services.review.api.passwords import is_right
from services.review.errors import PasswordRefused
from services.review.lookups.accounts import kept_password
from services.review.rules.passwords import REUSED, weaknesses
from shared.api import Body, StoreDep, View, service_state
from shared.canonical import KINDS
from shared.context import current
from shared.fields import Account, Digits
from shared.passwords import hash_password

router = APIRouter(prefix="/review", tags=["accounts 账号"])

OWNER = "91410108MA9XXXX97N"


_CREDIT_CODE = KINDS["credit-code"]


def _credit_code(text: str) -> str:
    if fault := _CREDIT_CODE.fault(text):
        zh = f"账号格式不正确：账号一般为企业统一社会信用代码，{fault[0]}。"
        raise PydanticCustomError("account_malformed", "{en}", {"zh": zh, "en": fault[1]})
    return text


AccountName = Annotated[Account, AfterValidator(_credit_code)]
Password = Annotated[str, Field(min_length=1, max_length=128, examples=["Demo@2026"])]
NewPassword = Annotated[str, Field(min_length=1, max_length=128, examples=["Zhengzhou#2026"])]


class Login(Body):
    """账号 is the unit's credit code."""

    account: Account
    password: Password


class Token(View):
    """A bearer token (登录凭证); `expires_in` in seconds of the sandbox's clock."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int
    must_change_password: bool
    account: str
    name: str
    role: str = Field(examples=["owner", "design", "survey", "agency"])


class ChangePassword(Body):
    """The password one wants."""

    new_password: NewPassword


class RecoverPassword(Body):
    """找回密码: whose."""

    account: AccountName


class ConfirmRecovery(Body):
    """找回密码: the code from the phone, and the password one wants."""

    account: AccountName
    code: Annotated[str, Field(min_length=1, max_length=16, examples=["123456"]), Digits]
    new_password: NewPassword


class Notice(View):
    """What happens next."""

    detail: str


@router.post("/login")
async def log_in_here(body: Login, request: Request, store: StoreDep) -> Token:
    """Log in with credit code and password; `must_change_password` after a texted one."""
    account = body.account
    kept = await store.read(kept_password, account)
    right = await is_right(kept, body.password)
    return _token(request, await store.write(log_in, account, kept, right))


@router.put("/password")
async def change_own_password(body: ChangePassword, request: Request, store: StoreDep, newcomer: NewcomerDep) -> Token:
    """Set a password of one's own; the first thing to do after logging in with the texted one.

    The answer holds a new token: every older one of this account ends.
    """
    _require_strength(body.new_password, newcomer.code)
    if await is_right(await store.read(kept_password, newcomer.code), body.new_password):
        raise PasswordRefused(errors=[REUSED])
    hashed = await hash_password(body.new_password)
    return _token(request, await store.write(change_password, newcomer.id, newcomer.password_changes, hashed))


@router.post("/password-recovery", status_code=202)
async def ask_for_recovery_code(body: RecoverPassword, store: StoreDep) -> Notice:
    """A code to the phone of the account, if there is one; the answer is the same if there is none.

    It is the account's own phone; that of an account which a filing made is the project leader's of the newest filing.
    """
    await store.write(request_recovery_code, body.account)
    if current().language == "en":
        return Notice(detail="If there is such an account, a code is on its way to the phone bound to it.")
    return Notice(detail="如该账号存在，验证码已发送至其绑定的手机，请注意查收。")


@router.post("/password-recovery/confirmation")
async def recover_with_code(body: ConfirmRecovery, store: StoreDep) -> Notice:
    """Set a new password with the code; every login of the account ends."""
    _require_strength(body.new_password, body.account)
    hashed = await hash_password(body.new_password)
    await store.write(recover_password, body.account, body.code, hashed)
    english = current().language == "en"
    return Notice(detail="The password is set: log in with it." if english else "密码已重置，请使用新密码登录。")


def _require_strength(password: str, account: str) -> None:
    if errors := weaknesses(password, account):
        raise PasswordRefused(errors=errors)


def _token(request: Request, who: LoggedIn) -> Token:
    service = service_state(request)
    ttl = timedelta(hours=service.settings.token_hours)
    data = {
        "account": who.credit_code, "role": who.role, "must_change_password": who.must_change_password,
        "password_changes": who.password_changes,
    }  # fmt: skip
    token = service.tokens.issue(AUDIENCE, who.id, current().sandbox, who.life, who.at, ttl, data)
    return Token(
        access_token=token,
        expires_in=int(ttl.total_seconds()),
        must_change_password=who.must_change_password,
        account=who.credit_code,
        name=who.name,
        role=who.role,
    )
