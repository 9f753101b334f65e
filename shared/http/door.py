"""The door of a service: reads the sandbox, language and journey of each request, and dresses each answer.

Plain ASGI, since it stands before every request.
"""

import logging
import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.context import DEFAULT_SANDBOX, Context, enter
from shared.errors import (
    CodingUnsupported,
    HeaderRepeated,
    InternalError,
    NotFound,
    Problem,
    SandboxUnknown,
    Unavailable,
)  # fmt: skip
from shared.http.heads import coding_of, language_of, repeated
from shared.http.host import Host
from shared.http.json_bodies import look_through
from shared.http.methods import options_answer
from shared.http.page_paths import page_language, page_of
from shared.http.refusals import Refuse
from shared.identifiers import new_id
from shared.sandbox.telling import HEADER
from shared.vendors.address import addressed

log = logging.getLogger(__name__)

_INNER = "/internal/"
_ALWAYS_OPEN = ("/livez", "/readyz", "/healthz")
_SYSTEMS = ("/hall/", "/review/", "/sms/", "/portal/")
"""Where a tester's faults of the store strike: not in the control plane, nor in what tells of health."""
_BROWSERS_SAY = frozenset({"GET", "HEAD", "POST"})
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_COMMON = (
    (b"sim-notice", b"simulated"),
    (b"vary", b"Accept, Accept-Language"),
)
_REDIRECTS = (301, 302, 303, 307, 308)
_NOT_KEPT = (b"cache-control", b"no-store")


class Door:
    """Wraps a service's application, and the `inner` one that answers the control plane."""

    def __init__(self, app: ASGIApp, inner: ASGIApp, service: Host, refuse: Refuse) -> None:
        self.app = app
        self.inner = inner
        self.service = service
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        context = read_context(scope)
        enter(context)
        answer = Answer(send, context, head_only=scope["method"] == "HEAD")
        inside = scope["path"].startswith(_INNER)
        always = inside or scope["path"].startswith(_ALWAYS_OPEN)
        if self.service.draining and not always:
            await self.refuse(Unavailable(), context)(scope, receive, answer)
            return
        self.service.entered()
        try:
            if name := repeated(scope["headers"]):
                raise HeaderRepeated(name=name)
            if coding := coding_of(scope["headers"]):
                raise CodingUnsupported(coding=coding)
            if context.life_told is not None:
                await self.service.follow_life(context.life_told)
            if context.sandbox_named and not always and not await self.service.knows(context.sandbox):
                raise SandboxUnknown(sandbox=context.sandbox)
            if "\0" in scope["path"] or b"%00" in scope["query_string"]:
                raise NotFound
            if scope["method"] == "OPTIONS":
                await options_answer(self.service.api, scope)(scope, receive, answer)
                return
            if scope["method"] == "HEAD":  # is answered wherever GET is, with the same head
                scope = {**scope, "method": "GET", "head_only": True}
            if inside:  # who has no key is refused before anything is read
                await self.inner(scope, receive, answer)
            else:
                await self.app(scope, await look_through(scope, receive), answer)
        except Problem as problem:  # from here, before the application
            await self.refuse(problem, context)(scope, receive, answer)
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"])
            if not answer.started:
                await self.refuse(InternalError(), context)(scope, receive, answer)
        finally:
            self.service.left()
            if answer.status and not inside:
                self.service.requests[scope["method"], answer.status] += 1


class Answer:
    """Adds what every response carries: `Sim-Notice`, `Sim-Sandbox`, and `Sim-Journey` where there is one."""

    def __init__(self, send: Send, context: Context, *, head_only: bool = False) -> None:
        self._send = send
        self._context = context
        self._head_only = head_only
        self.status = 0

    @property
    def started(self) -> bool:
        """Whether an answer has begun."""
        return self.status != 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = dressed(message.get("headers", ()), self._context)
            if message["status"] in _REDIRECTS:
                message["headers"] = [_relative(header, self._context.root) for header in message["headers"]]
        elif self._head_only:
            message = {**message, "body": b""}
        await self._send(message)


def dressed(headers: Iterable[tuple[bytes, bytes]], context: Context) -> list[tuple[bytes, bytes]]:
    """An answer's headers with those that every answer carries; it is not to be kept unless it says otherwise."""
    worn = [*headers, *_COMMON, (b"sim-sandbox", context.sandbox.encode("latin-1"))]
    if not any(name == b"cache-control" for name, _ in headers):
        worn.append(_NOT_KEPT)
    if context.journey:
        worn.append((b"sim-journey", context.journey.encode()))
    if context.actor:
        worn.append((b"sim-actor", " ".join(context.actor).encode("latin-1", "replace")))
    return worn


def _relative(header: tuple[bytes, bytes], root: str) -> tuple[bytes, bytes]:
    """The redirect without a host and below our root path, so that it works behind any proxy."""
    name, value = header
    if name != b"location":
        return header
    parts = urlsplit(value.decode("latin-1"))
    return name, (root + urlunsplit(("", "", parts.path, parts.query, parts.fragment))).encode("latin-1")


def read_context(scope: Scope) -> Context:
    """What the request's headers say about its surroundings."""
    path, to_vendor = scope.get("path", ""), addressed(scope)
    # a torn head has neither method nor path
    page = page_of(path) if scope.get("method") in _BROWSERS_SAY and to_vendor is None else ""
    faultable = path.startswith(_SYSTEMS) or to_vendor is not None
    context = Context(root=scope.get("root_path", ""), page=page, faultable=faultable, path=path)
    request, languages = "", []
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            request = value.decode("latin-1")
        elif name == b"sim-sandbox":
            # named twice, it is refused, and belongs to neither
            context.sandbox = DEFAULT_SANDBOX if context.sandbox_named else value.decode("latin-1")
            context.sandbox_named = True
        elif name == HEADER:
            context.life_told = value
        elif name == b"accept-language":
            languages.append(value)
        elif name == b"traceparent" and _TRACEPARENT.fullmatch(text := value.decode("latin-1")):
            context.traceparent = text
    if to_vendor is not None:
        context.vendor = to_vendor.vendor
        context.sandbox_named = to_vendor.sandbox is not None
        context.sandbox = DEFAULT_SANDBOX if to_vendor.sandbox is None else to_vendor.sandbox
    if context.page:
        context.language = page_language(scope)
    elif languages:
        context.language = language_of(b",".join(languages))
    context.causation = request if _REQUEST_ID.fullmatch(request) else new_id()
    return context
