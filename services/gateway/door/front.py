"""The one door for applicants, testers and demos: every request comes in here.

`/hall`, `/review` and `/sms` go to their services as they are, so does what is for an SMS vendor; everything else is
the gateway's own. `/internal` exists for nobody outside.
"""

import logging
from collections.abc import Callable, Mapping

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.door.exchange import Exchange, header
from services.gateway.door.faults import DoorFaults, HungUp, hang_up
from services.gateway.door.life_told import LifeTold
from services.gateway.door.limits import limits, takes_files
from services.gateway.door.rate_limit import RateLimit
from services.gateway.door.readiness import readiness
from services.gateway.door.request_journal import RequestJournal
from shared.context import Context
from shared.errors import (
    AddressTooLong,
    HeaderRepeated,
    HeadersTooLarge,
    HostMissing,
    InternalError,
    LoopDetected,
    NotFound,
    Problem,
    RateLimited,
    TooLarge,
    Unavailable,
)  # fmt: skip
from shared.http.door import Answer, read_context
from shared.http.heads import repeated, wants_text
from shared.http.page_paths import FIRST, is_static, page_language, page_of
from shared.http.refusals import Refuse
from shared.outward.session import is_ours
from shared.settings import Settings
from shared.vendors.address import addressed

log = logging.getLogger(__name__)

_HEALTH = ("/livez", "/readyz", "/healthz")
_NOT_JOURNALLED = ("/sim/", "/internal", "/console", "/phones", "/static/", *_HEALTH)
_READINESS = ("/readyz", "/healthz")
_UNKNOWN = "sandbox-unknown"
VENDORS_OF = "sms"
"""Who plays the SMS vendors."""
_DOCUMENTS = [[name] for name in ("hall", "review", "sms", "portal", "sim", "internal")]


class FrontDoor:
    """The gateway's ASGI app: `own` is the gateway's inner app, `services` what stands behind it."""

    def __init__(self, own: ASGIApp, services: Mapping[str, ASGIApp], journal: RequestJournal, settings: Settings,
                 draining: Callable[[], bool], used: Callable[[str], None],
                 refuse: Refuse, life_of: LifeTold, faults: DoorFaults) -> None:  # fmt: skip
        self._own = own
        self._services = services
        self._journal = journal
        self._settings = settings
        self._rate = RateLimit(settings.rate_limit)
        self._draining = draining
        self._used = used
        self._refused = refuse
        self._life_of = life_of
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._own(scope, receive, send)
            return
        path = scope["path"]
        name = path.split("/", 2)[1] if path.startswith("/") else ""  # OPTIONS *
        if to_vendor := addressed(scope):
            name = VENDORS_OF
        app = self._services.get(name, self._own)
        service, noted = name if name in self._services else "gateway", not _is_unnoted(scope)
        keep = noted and self._settings.keep_bodies
        exchange = Exchange(scope, receive, send, service, self._limit(scope), keep=keep, to_vendor=to_vendor)
        if named := header(exchange.scope, b"sim-sandbox"):
            self._used(named.decode("latin-1"))
        try:
            await self._answer(app, exchange)
        finally:
            if exchange.sandbox and not path.startswith(_HEALTH):
                self._used(exchange.sandbox)
            if exchange.problem == _UNKNOWN:
                self._rate.forget(exchange.client, header(exchange.scope, b"sim-sandbox"))
            if noted and (request := exchange.noted()):
                self._journal.note(request)

    async def _answer(self, app: ASGIApp, exchange: Exchange) -> None:
        try:
            if own := await self._by_itself(exchange):
                await self._say(exchange, own)
                return
            if app is not self._own and (life := await self._life_of.of(exchange.scope)):
                exchange.scope["headers"].append(life)
            await self._faults.pass_through(app, exchange)
            if exchange.body.exceeded:
                raise TooLarge(limit=exchange.body.limit)
        except Problem as problem:
            # Of a body that was cut off, whatever went wrong went wrong because of that.
            cut_off = exchange.body.exceeded
            await self._refuse(exchange, TooLarge(limit=exchange.body.limit) if cut_off else problem)
        except HungUp:
            await hang_up(exchange.scope, exchange.body)
        except Exception:
            log.exception("%s %s failed at the door", exchange.scope["method"], exchange.scope["path"])
            await self._refuse(exchange, InternalError())

    async def _by_itself(self, exchange: Exchange) -> Response | None:
        """The door's own answers; raises its refusals."""
        scope = exchange.scope
        self._check(exchange)
        if scope["path"] in _READINESS and scope["method"] in ("GET", "HEAD"):
            return await readiness(self._own, self._services)
        if scope["method"] == "OPTIONS" and header(scope, b"access-control-request-method"):
            return None if page_of(scope["path"]) else _preflight(scope)
        return None

    def _check(self, exchange: Exchange) -> None:
        rule, scope = limits(), exchange.scope
        if self._draining() and scope["path"] != "/livez":
            raise Unavailable
        if is_ours(header(scope, b"user-agent")):
            raise LoopDetected
        if scope["path"] == "/internal" or scope["path"].startswith("/internal/"):
            raise NotFound
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > rule.address_bytes:
            raise AddressTooLong(limit=rule.address_bytes)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > rule.header_bytes:
            raise HeadersTooLarge(limit=rule.header_bytes)
        twice = repeated(scope["headers"])
        named = b"" if twice else header(scope, b"sim-sandbox")
        if not is_static(scope["path"]) and not self._rate.allows(exchange.client, named):
            raise RateLimited
        if twice:
            raise HeaderRepeated(name=twice)
        if scope["http_version"] == "1.1" and not header(scope, b"host"):
            raise HostMissing
        declared = header(scope, b"content-length")  # the server refuses what is no number
        if declared.isdigit() and int(declared) > exchange.body.limit:
            raise TooLarge(limit=exchange.body.limit)

    def _limit(self, scope: Scope) -> int:
        upload = takes_files(scope["method"], scope["path"])
        return self._settings.upload_limit if upload else self._settings.body_limit

    async def _refuse(self, exchange: Exchange, problem: Problem) -> None:
        if not exchange.started:
            await self._say(exchange, self._refused(problem, _context_of(exchange.scope)))

    async def _say(self, exchange: Exchange, response: Response) -> None:
        scope = exchange.scope
        answer = Answer(exchange.send_own, read_context(scope), head_only=scope["method"] == "HEAD")
        await response(scope, exchange.body, answer)


def _is_unnoted(scope: Scope) -> bool:
    """What the simulator's own pages ask, files of pages, and parts of pages that scripts fetch anew."""
    path = scope["path"]
    fragment = scope["method"] == "GET" and bool(page_of(path)) and header(scope, b"hx-request") == b"true"
    return path.startswith(_NOT_JOURNALLED) or is_static(path) or fragment


def _context_of(scope: Scope) -> Context:
    """Of a page, and of what is no address of ours and asked for by a browser, the refusal is a page."""
    context = read_context(scope)
    told = context.page or context.vendor or scope["path"].split("/", 2)[1:2] in _DOCUMENTS
    if not told and wants_text(scope["headers"]):
        context.page, context.language = FIRST, page_language(scope)
    return context


def _preflight(scope: Scope) -> Response:
    """Any page may call what answers JSON: there tokens travel in a header, and cookies are not looked at."""
    asked = header(scope, b"access-control-request-headers").decode("latin-1")
    return Response(status_code=204, headers={
        "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE", "Access-Control-Allow-Headers": asked or "*",
        "Access-Control-Max-Age": "86400",
    })  # fmt: skip
