"""The door of a service: reads the sandbox, language and journey of each request, and turns refusals into problems.

Plain ASGI, since it stands before every request.
"""

import json
import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.context import DEFAULT_SANDBOX, Context, current, enter
from shared.data_folder import FULL
from shared.errors import (
    CodingUnsupported,
    HeaderRepeated,
    InternalError,
    JsonExpected,
    MalformedJson,
    MethodNotAllowed,
    NotFound,
    Problem,
    RequestInvalid,
    SandboxUnknown,
    StorageFull,
    Unavailable,
)  # fmt: skip
from shared.field_errors import refusal_of
from shared.heads import coding_of, language_of, repeated, wants_text
from shared.identifiers import new_id
from shared.json_bodies import look_through
from shared.methods import allow, told_methods

if TYPE_CHECKING:
    from shared.service import Service

log = logging.getLogger(__name__)

_ALWAYS_OPEN = ("/livez", "/readyz", "/healthz", "/internal/")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_COMMON = (
    (b"sim-notice", b"simulated"),
    (b"vary", b"Accept, Accept-Language"),
)
_REDIRECTS = (301, 302, 303, 307, 308)
_NOT_KEPT = (b"cache-control", b"no-store")


class Door:
    """Wraps a service's application."""

    def __init__(self, app: ASGIApp, service: "Service") -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        context = read_context(scope)
        enter(context)
        answer = Answer(send, context, head_only=scope["method"] == "HEAD")
        always = scope["path"].startswith(_ALWAYS_OPEN)
        if self.service.draining and not always:
            await problem_response(Unavailable(), context)(scope, receive, answer)
            return
        self.service.entered()
        try:
            if name := repeated(scope["headers"]):
                raise HeaderRepeated(name=name)
            if coding := coding_of(scope["headers"]):
                raise CodingUnsupported(coding=coding)
            if context.sandbox_named and not always and not await self.service.knows(context.sandbox):
                raise SandboxUnknown(sandbox=context.sandbox)
            if "\0" in scope["path"] or b"%00" in scope["query_string"]:
                raise NotFound
            if scope["method"] == "OPTIONS":
                await told_methods(self.service.api, scope)(scope, receive, answer)
                return
            if scope["method"] == "HEAD":  # is answered wherever GET is, with the same head
                scope = {**scope, "method": "GET", "head_only": True}
            await self.app(scope, await look_through(scope, receive), answer)
        except Problem as problem:  # from here, before the application
            await problem_response(problem, context)(scope, receive, answer)
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"])
            if not answer.started:
                await problem_response(InternalError(), context)(scope, receive, answer)
        finally:
            self.service.left()


class Answer:
    """Adds what every response carries: `Sim-Notice`, `Sim-Sandbox`, and `Sim-Journey` where there is one."""

    def __init__(self, send: Send, context: Context, *, head_only: bool = False) -> None:
        self._send = send
        self._context = context
        self._head_only = head_only
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
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
    return worn


def _relative(header: tuple[bytes, bytes], root: str) -> tuple[bytes, bytes]:
    """Where a redirect leads, right behind any proxy: without a host, below the path we are found at."""
    name, value = header
    if name != b"location":
        return header
    parts = urlsplit(value.decode("latin-1"))
    return name, (root + urlunsplit(("", "", parts.path, parts.query, parts.fragment))).encode("latin-1")


def read_context(scope: Scope) -> Context:
    """What the request's headers say about its surroundings."""
    context = Context(root=scope.get("root_path", ""))
    request, languages = "", []
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            request = value.decode("latin-1")
        elif name == b"sim-sandbox":
            # named twice, it is refused, and belongs to neither
            context.sandbox = DEFAULT_SANDBOX if context.sandbox_named else value.decode("latin-1")
            context.sandbox_named = True
        elif name == b"accept-language":
            languages.append(value)
        elif name == b"traceparent" and _TRACEPARENT.fullmatch(text := value.decode("latin-1")):
            context.traceparent = text
    if languages:
        context.language = language_of(b",".join(languages))
    context.causation = request if _REQUEST_ID.fullmatch(request) else new_id()
    return context


def problem_response(problem: Problem, context: Context) -> Response:
    """RFC 9457, in the language the request asked for; its type is an address that explains it."""
    document = problem.document(context.language) | {"type": f"{context.root}/problems/{problem.code}"}
    return Response(
        json.dumps(document, ensure_ascii=False),
        status_code=problem.status,
        media_type="application/problem+json",
        headers={**problem.filled_headers(), "Sim-Problem": problem.code, "Content-Language": context.language},
    )


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return problem_response(error, current())


async def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and wants_text(request.scope["headers"]):
        return _page_of_nothing(request, current())
    problem: Problem = NotFound() if error.status_code == 404 else RequestInvalid()
    if error.status_code == 405:
        return problem_response(MethodNotAllowed(allow=allow(request.app, request.scope)), current())
    if error.status_code == 400:
        problem = _problem_of_a_body(error.__cause__)
    response = problem_response(problem, current())
    response.headers.update(error.headers or {})
    return response


def _problem_of_a_body(cause: BaseException | None) -> Problem:
    """What was raised while a body was read; FastAPI calls all of it an error of parsing."""
    if isinstance(cause, OSError) and cause.errno in FULL:  # where a file on its way in is laid down
        return StorageFull()
    return cause if isinstance(cause, Problem) else MalformedJson()


def _page_of_nothing(request: Request, context: Context) -> Response:
    """For a person who was given an address, or mistyped one."""
    problem, here = NotFound(), context.root
    lines = [
        f"404 {request.url.path}", "", problem.zh, problem.en, "",
        f"首页 first page: {here}/", f"说明 about this answer: {here}/problems/{problem.code}", "",
    ]  # fmt: skip
    return PlainTextResponse("\n".join(lines), status_code=404, headers={"Sim-Problem": problem.code})


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = error.errors()
    if any(item["type"] == "json_invalid" for item in wrong):
        return problem_response(MalformedJson(), current())
    if any(item["loc"] == ("body",) for item in wrong) and not _says_json(request):
        return problem_response(JsonExpected(), current())
    return problem_response(refusal_of(wrong), current())


async def _on_os_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    if error.errno not in FULL:
        raise error
    return problem_response(StorageFull(), current())


async def _on_failure(request: Request, error: Exception) -> Response:
    return problem_response(InternalError(), current())


def _says_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def install_problems(app: FastAPI) -> None:
    """Have every refusal answered as a problem document."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(OSError, _on_os_error)  # an upload that the disk has no room for
    app.add_exception_handler(Exception, _on_failure)  # is answered so, and raised on to the door, which logs it


_TEXT = {"type": "string"}
_ERROR = {"type": "object", "required": ["pointer", "code", "detail"],
          "properties": {"pointer": _TEXT, "code": _TEXT, "detail": _TEXT}}  # fmt: skip
_PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457. `code` is a stable word, `detail` says what to do, `errors` point at wrong fields.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT, "code": _TEXT,
        "errors": {"type": "array", "items": _ERROR},
    },
}  # fmt: skip

# What every operation may answer beside its own success, for the OpenAPI documents.
REFUSALS: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "Refused", "content": {"application/problem+json": {"schema": _PROBLEM}}}
}
