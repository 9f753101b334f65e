"""Issuing the tokens that hall routes ask for."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import Depends, Request

from services.gateway.portal.actions.describe_account import Snapshot
from shared.api import service_state, token_dependency
from shared.tokens import Claims

AUDIENCE = "portal"

LoggedInAccount = Annotated[Claims, Depends(token_dependency(AUDIENCE))]


def token_fields(request: Request, who: Snapshot) -> dict[str, Any]:
    """`{access_token, expires_in}`: good for SHENTU_TOKEN_HOURS by the sandbox's clock."""
    service = service_state(request)
    lifetime = timedelta(hours=service.settings.token_hours)
    token = service.tokens.issue(AUDIENCE, who.account_id, who.sandbox, who.life, who.now, lifetime, who.data)
    return {"access_token": token, "expires_in": int(lifetime.total_seconds())}
