"""What routes are written with: the store, the caller's claims, strict bodies, pages of a list."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase
from pydantic import BaseModel
from sqlalchemy import Select

from shared.context import Actor, current
from shared.errors import FieldError, RequestInvalid, TokenElsewhere, TokenOutlived, Unauthenticated
from shared.files import Files
from shared.http.bodies import Body as Body
from shared.http.host import host_of
from shared.login.tokens import Claims
from shared.store import Store, Transaction

T = TypeVar("T")


class View(BaseModel):
    """A response body."""


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


class PageQuery(BaseModel):
    """`?limit=&cursor=` of a list. The cursor says where the page begins; it is opaque to the caller."""

    limit: int
    after: str | None


async def _page_query(limit: Annotated[int, Query(ge=1, le=200)] = 50, cursor: str | None = None) -> PageQuery:
    return PageQuery(limit=limit, after=_decoded(cursor) if cursor else None)


Page = Annotated[PageQuery, Depends(_page_query)]


def _decoded(cursor: str) -> str:
    try:
        key = base64.urlsafe_b64decode(cursor.encode("ascii")).decode("ascii")
        if not key.isprintable():
            raise ValueError("no key of ours has control characters")
        return key
    except (ValueError, binascii.Error) as error:
        raise cursor_invalid() from error


def cursor_invalid() -> RequestInvalid:
    """For a cursor that leads nowhere in the list it came with."""
    zh, en = "分页游标无效，请从第一页重新获取。", "Not a cursor we gave."
    return RequestInvalid(errors=[FieldError("/query/cursor", "cursor-invalid", zh, en)])


def cursor_after(key: str) -> str:
    """The opaque cursor for what comes after `key`."""
    return base64.urlsafe_b64encode(key.encode("ascii")).decode("ascii")


def page_of(
    tx: Transaction, statement: Select[Any], key: Any, page: PageQuery, view: Callable[[Any], T], newest: bool = False
) -> dict[str, Any]:
    """One page of `statement`'s rows in the order of the column `key` (an id): `{"items", "next_cursor"}`.

    The oldest first, or the `newest`.
    """
    if page.after is not None:
        statement = statement.where(key < page.after if newest else key > page.after)
    order = key.desc() if newest else key
    rows: Sequence[Any] = tx.scalars(statement.order_by(order).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    more = len(rows) > page.limit
    return {
        "items": [view(row) for row in shown],
        "next_cursor": cursor_after(str(getattr(shown[-1], key.key))) if more else None,
    }
