"""Who looks at a page: its cookie holds the token, and the token is let in as at the API's doors.

_portal = logged_in(PORTAL)

async def _owner(claims: Annotated[Claims, Depends(_portal)]) -> Owner:
    return owner_of(claims.data)
"""

from collections.abc import Awaitable, Callable

from fastapi import Request

from shared.context import current
from shared.errors import SandboxUnknown, TokenOutlived, Unauthenticated
from shared.http.api import admit
from shared.http.host import host_of
from shared.http.sim_token import opens_control_plane
from shared.login.tokens import Claims
from shared.pages.place import SIM, Login
from shared.pages.visit import SANDBOX_COOKIE, Visit


def logged_in(login: Login) -> Callable[[Request], Awaitable[Claims]]:
    """A dependency: the claims of the token in this cookie, whose sandbox becomes the page's.

    Without one, or with one that ended, the page is answered by the way to its login.
    """

    async def claims_of(request: Request) -> Claims:
        return await _admit(request, login)

    return claims_of


def perhaps_logged_in(login: Login) -> Callable[[Request], Awaitable[Claims | None]]:
    """A dependency for pages that are open to everybody: the claims if somebody is logged in."""

    async def claims_of(request: Request) -> Claims | None:
        try:
            return await _admit(request, login)
        except Unauthenticated:
            return None

    return claims_of


async def _admit(request: Request, login: Login) -> Claims:
    """Who is let in looks into the login's sandbox, who is not stays where it was. Raises Unauthenticated."""
    context = current()
    before = context.sandbox
    try:
        return await admit(request, login.audience, request.cookies.get(login.cookie))
    except Unauthenticated:
        context.sandbox, context.token_life = before, None
        raise
    except SandboxUnknown as gone:
        context.sandbox, context.token_life = before, None
        raise TokenOutlived from gone


async def sim_allowed(request: Request) -> None:
    """A dependency of the simulator's own pages: SHENTU_SIM_TOKEN is not set, or the browser knows it.

    Whoever does not is sent to log in. Raises Unauthenticated.
    """
    if not opens_control_plane(request, request.cookies.get(SIM.cookie)):
        raise Unauthenticated


async def enter_sandbox(request: Request, name: str) -> None:
    """Look into this sandbox; raises SandboxUnknown."""
    if not await host_of(request).knows(name):
        raise SandboxUnknown(sandbox=name)
    current().sandbox = name


async def find_sandbox(visit: Visit) -> None:
    """Which sandbox one looks into before anybody logged in: `?sandbox=`, kept in a cookie, or that cookie's.

    Raises SandboxUnknown for what is asked for; a cookie of a sandbox that is gone is forgotten.
    """
    request = visit.request
    asked, kept = request.query_params.get("sandbox"), request.cookies.get(SANDBOX_COOKIE)
    if asked:
        await enter_sandbox(request, asked)
        visit.set_cookie(SANDBOX_COOKIE, asked)
    elif kept and not current().sandbox_named:
        if await host_of(request).knows(kept):
            current().sandbox = kept
        else:
            visit.set_cookie(SANDBOX_COOKIE, None)
