"""The services behind the gateway. The seam is ASGI: an app in this process, or one that forwards to another."""

from collections.abc import Mapping
from typing import Protocol

from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.door.limits import limits
from shared.context import current, enter
from shared.settings import Settings

SERVICES = ("hall", "review", "sms")


class Upstream(Protocol):
    """An ASGI app that answers for a service, and can be let go of."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...

    async def stop(self) -> None:
        """Let go of whatever is held open."""


class LocalUpstream:
    """A service in this process. It enters a context of its own for the request; the caller gets back its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        context = current()
        try:
            await self._app(dict(scope), receive, send)
        finally:
            enter(context)

    async def stop(self) -> None:
        """Nothing to let go of: the service has its own life."""


def upstreams(settings: Settings, local: Mapping[str, ASGIApp]) -> dict[str, Upstream]:
    """Each service by name: those that are `here` directly, the others over HTTP at the settings' addresses."""
    addresses = {"hall": settings.hall_url, "review": settings.review_url, "sms": settings.sms_url}
    return {name: LocalUpstream(local[name]) if name in local else _remote(name, addresses[name]) for name in SERVICES}


def _remote(name: str, address: str) -> Upstream:
    from services.gateway.http_upstream import HttpUpstream  # the embedded process starts without loading aiohttp

    rule = limits()
    return HttpUpstream(
        name, address, connections=rule.connections, connect_timeout=rule.connect_seconds, timeout=rule.answer_seconds
    )
