"""Refusals as answers: every problem a document (RFC 9457), whatever raised it and wherever."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from shared.context import Context, current
from shared.data_folder import FULL
from shared.errors import (
    InternalError,
    JsonExpected,
    MalformedJson,
    MethodNotAllowed,
    NotFound,
    Problem,
    RequestInvalid,
    StorageFull,
)  # fmt: skip
from shared.http.field_errors import refusal_of
from shared.http.heads import media_type, wants_text
from shared.http.methods import allow
from shared.http.page_paths import FIRST
from shared.vendors.envelopes import problem_enveloped

Refuse = Callable[[Problem, Context], Response]
"""How a refusal is answered: as a document, or to a browser as a page."""


def problem_response(problem: Problem, context: Context) -> Response:
    """RFC 9457, in the language the request asked for; its type is an address that explains it. To who asks for an SMS
    vendor, that vendor's envelope."""
    if context.vendor:
        return problem_enveloped(problem, context)
    document = problem.document(context.language) | {"type": f"{context.root}/problems/{problem.code}"}
    return Response(
        json.dumps(document, ensure_ascii=False),
        status_code=problem.status,
        media_type="application/problem+json",
        headers={**problem.filled_headers(), "Sim-Problem": problem.code, "Content-Language": context.language},
    )


def _refused(request: Request, problem: Problem) -> Response:
    refuse: Refuse = request.app.state.refuse
    return refuse(problem, current())


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return _refused(request, error)


async def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return _refused(request, MethodNotAllowed(allow=allow(request.app, request.scope)))
    if error.status_code == 404:
        # a person who was given an address, or mistyped one
        if wants_text(request.scope["headers"]) and not current().vendor:
            current().page = current().page or FIRST
        return _refused(request, NotFound())
    problem = _problem_of_a_body(error.__cause__) if error.status_code == 400 else RequestInvalid()
    response = _refused(request, problem)
    response.headers.update(error.headers or {})
    return response


def _problem_of_a_body(cause: BaseException | None) -> Problem:
    """What was raised while a body was read; FastAPI calls all of it an error of parsing."""
    if isinstance(cause, OSError) and cause.errno in FULL:  # where a file on its way in is laid down
        return StorageFull()
    return cause if isinstance(cause, Problem) else MalformedJson()


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = error.errors()
    if any(item["type"] == "json_invalid" for item in wrong):
        return _refused(request, MalformedJson())
    if any(item["loc"] == ("body",) for item in wrong) and not _says_json(request):
        return _refused(request, JsonExpected())
    return _refused(request, refusal_of(wrong))


async def _on_os_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    if error.errno not in FULL:
        raise error
    return _refused(request, StorageFull())


async def _on_failure(request: Request, error: Exception) -> Response:
    return _refused(request, InternalError())


def _says_json(request: Request) -> bool:
    kind = media_type(request.headers.get("content-type"))
    return kind == "application/json" or kind.endswith("+json")


def install_problems(app: FastAPI, refuse: Refuse = problem_response) -> None:
    """Have every refusal answered like that, whatever raised it."""
    app.state.refuse = refuse
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
