"""What routes are written with: the store, the caller's claims, strict bodies, the page of a list that is asked for."""

from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase

from shared.context import Actor, current
from shared.errors import TokenElsewhere, TokenOutlived, Unauthenticated
from shared.files import Files
from shared.http.bodies import Body as Body
from shared.http.host import host_of
from shared.login.tokens import Claims
from shared.store import Store
from shared.views import PageQuery, key_in


async def _store(request: Request) -> Store:
    return host_of(request).store


async def _files(request: Request) -> Files:
    return host_of(request).files


StoreDep = Annotated[Store, Depends(_store)]
FilesDep = Annotated[Files, Depends(_files)]


class TokenFor(SecurityBase):
    """A dependency that reads the bearer token, and makes its sandbox the request's."""

    def __init__(self, audience: str) -> None:
        self.audience = audience
        self.scheme_name = f"{audience}-login"
        self.model = HTTPBearer(description=f"The access_token of POST /{audience}/login.")

    async def __call__(self, request: Request) -> Claims:
        return await admit(request, self.audience, bearer_of(request))


async def admit(request: Request, audience: str, token: str | None) -> Claims:
    """Let in whoever shows a token for this audience, into the sandbox it was issued in.

    Raises Unauthenticated, TokenElsewhere, TokenOutlived, SandboxUnknown.
    """
    if token is None:
        raise Unauthenticated
    claims = host_of(request).tokens.read(audience, token)
    context = current()
    if context.sandbox_named and context.sandbox != claims.sandbox:
        raise TokenElsewhere
    await _enter(request, claims)
    context.token_expires_at = claims.expires_at
    context.actor = Actor(claims.data.get("role", "owner"), claims.data.get("credit_code", claims.subject))
    return claims


def bearer_of(request: Request) -> str | None:
    """The bearer token that came along."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


async def sandbox_by_token(request: Request) -> None:
    """A dependency for what needs no login: without `Sim-Sandbox`, a token that came along tells the sandbox.

    Raises SandboxUnknown, TokenOutlived.
    """
    token = bearer_of(request)
    if token is None or current().sandbox_named:
        return
    claims = host_of(request).tokens.recognised(token)
    if claims is not None:
        await _enter(request, claims)


async def _enter(request: Request, claims: Claims) -> None:
    """Check that the token was issued in this life of the sandbox: transactions do, but not all routes run one.

    Raises SandboxUnknown, TokenOutlived.
    """
    context = current()
    context.sandbox, context.token_life = claims.sandbox, claims.life
    if not await host_of(request).store.lives(claims.sandbox, claims.life):
        raise TokenOutlived


async def _page_query(limit: Annotated[int, Query(ge=1, le=200)] = 50, cursor: str | None = None) -> PageQuery:
    return PageQuery(limit=limit, after=key_in(cursor) if cursor else None)


Page = Annotated[PageQuery, Depends(_page_query)]
