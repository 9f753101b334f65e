"""A shorter way for an operation that everybody waits for: round FastAPI's routing and dependencies, which take longer
than the operation itself (docs/decisions).

FastAPI has the same operation, documents it, and judges each request that is not plainly good: another content type,
a wrong field, a token that does not open. So there is one behaviour, and two speeds.
"""

import re
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.api import bearer_in, claims_from
from shared.context import current
from shared.door import problem_response
from shared.errors import Problem
from shared.store import Store
from shared.tokens import Claims

if TYPE_CHECKING:
    from shared.service import Service


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, read but not judged."""

    service: "Service"
    path: dict[str, str]
    headers: dict[bytes, bytes]
    query_string: bytes
    body: bytes
    receive: Receive

    @property
    def store(self) -> Store:
        """The service's."""
        return self.service.store

    @property
    def query(self) -> dict[str, str]:
        """Its query; of two with the same name the last counts."""
        return dict(parse_qsl(self.query_string.decode("latin-1"), keep_blank_values=True))

    @property
    def bearer(self) -> str | None:
        """The bearer token that came along."""
        return bearer_in(self.header("authorization") or "")

    def claims(self, audience: str) -> Claims:
        """What the bearer token says; raises the refusals of `shared.api.token_dependency`."""
        return claims_from(self.service, audience, self.bearer)

    def header(self, name: str) -> str | None:
        """A header's value, None when there is none; `name` in small letters."""
        value = self.headers.get(name.encode())
        return None if value is None else value.decode("latin-1")


Serve = Callable[[Asked], Coroutine[Any, Any, BaseModel]]
"""Reads what it needs, raising what the request is refused for, and returns the operation itself, not begun yet."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`GET`, or `POST` with a JSON body, of a path of this shape: `serve` takes what is good."""

    method: Literal["GET", "POST"]
    path: re.Pattern[str]
    serve: Serve


class Shortcuts:
    """Stands before a service's FastAPI application."""

    def __init__(self, app: ASGIApp, service: "Service", shortcuts: Sequence[Shortcut]) -> None:
        self._app = app
        self._service = service
        self._shortcuts = shortcuts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            for way in self._shortcuts:
                if scope["method"] == way.method and (found := way.path.fullmatch(scope["path"])):
                    await self._try(way, found.groupdict(), scope, receive, send)
                    return
        await self._app(scope, receive, send)

    async def _try(self, way: Shortcut, path: dict[str, str], scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(reversed(scope["headers"]))  # of two headers the first counts
        messages: list[Message] = []
        body: bytes | None = b""
        if way.method == "POST":
            messages, body = await _json(headers, receive)
        operation = None
        if body is not None:
            operation = _prepared(way, Asked(self._service, path, headers, scope["query_string"], body, receive))
        if operation is None:
            await self._app(scope, _again(messages, receive), send)
            return
        try:
            told = (await operation).model_dump_json().encode()
        except Problem as problem:
            await problem_response(problem, current())(scope, receive, send)
            return
        size = str(len(told)).encode()
        head = [(b"content-length", size), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": told})


async def _json(headers: dict[bytes, bytes], receive: Receive) -> tuple[list[Message], bytes | None]:
    """What came, and the body in one piece; None when it does not claim to be JSON, or did not come."""
    messages = [await receive()]
    while messages[-1].get("more_body", False):
        messages.append(await receive())
    whole = messages[-1]["type"] == "http.request" and headers.get(b"content-type") == b"application/json"
    return messages, b"".join(message.get("body", b"") for message in messages) if whole else None


def _prepared(way: Shortcut, asked: Asked) -> Coroutine[Any, Any, BaseModel] | None:
    try:
        return way.serve(asked)
    except (Problem, ValidationError):
        return None


def _again(messages: list[Message], receive: Receive) -> Receive:
    """`receive` with the messages already taken from it."""
    taken = iter(messages)

    async def next_message() -> Message:
        return next(taken, None) or await receive()

    return next_message
