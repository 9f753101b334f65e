"""登录 (guide steps 2 and 3)."""

from fastapi import APIRouter

from services.gateway.portal.api.tokens import IssuerDep
from services.gateway.portal.fields import Login
from services.gateway.portal.procedures import login
from services.gateway.portal.views.accounts import TokenView
from shared.http.api import StoreDep

router = APIRouter(prefix="/portal", tags=["portal 河南省政务服务网"])


@router.post("/login")
async def log_in(body: Login, store: StoreDep, issuer: IssuerDep) -> TokenView:
    """Log in with a legal-person account; the token carries the sandbox and opens the hall.

    Unknown logins and wrong passwords are answered alike, and counted alike.
    """
    return await login.enter(store, issuer, body.login, body.password)
