"""登录 (guide steps 2 and 3)."""

from fastapi import APIRouter, Request
from pydantic import Field

from services.gateway.portal.actions.check_login import GUARDS, find_login
from services.gateway.portal.api.tokens import token_fields
from services.gateway.portal.api.views import LoggedIn, TokenView
from services.gateway.portal.errors import LoginFailed
from shared.api import Body, StoreDep
from shared.fields import Account
from shared.passwords import matches

router = APIRouter(prefix="/portal", tags=["portal 河南省政务服务网"])


class Login(Body):
    """The login is the credit code, in upper or lower case."""

    login: Account
    password: str = Field(min_length=1, max_length=128, examples=["Demo@2026"])


@router.post("/login")
async def log_in(body: Login, request: Request, store: StoreDep) -> TokenView:
    """Log in with a legal-person account; the token carries the sandbox and opens the hall.

    Unknown logins and wrong passwords are answered alike, and counted alike.
    """
    login = body.login
    found = await store.read(find_login, login)
    if not await matches(found.password_hash, body.password):
        await store.write(GUARDS.count, login)
        raise LoginFailed
    found = await store.read(find_login, login)  # others may have guessed wrong in the meantime
    if found.guarded:
        await store.write(GUARDS.forget, login)
    who = found.snapshot
    if who is None:
        raise LoginFailed
    return TokenView(account=LoggedIn(**who.data), **token_fields(request, who))
