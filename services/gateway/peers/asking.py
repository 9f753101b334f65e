"""The services' inner doors, asked over the same seam that requests are forwarded through."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from starlette.types import ASGIApp, Message, Scope

from services.gateway.errors import UpstreamTimeout, UpstreamUnavailable
from services.gateway.peers.errors import PassedOn
from services.gateway.peers.subscribers import Subscribers, subscribers_of
from services.gateway.peers.together import Together
from shared.context import current
from shared.errors import Problem, StorageFull
from shared.events.base import event_types
from shared.instruments.guard import HEADER

ANSWER_SECONDS = 15.0
HERE = "gateway"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the asked services said, and who could not be asked."""

    by_service: dict[str, Any]
    unavailable: list[str] = field(default_factory=list)
    full: bool = False

    def everybody(self) -> dict[str, Any]:
        """All answers; raises StorageFull, or UpstreamUnavailable naming the first service that is away."""
        if self.full:
            raise StorageFull
        if self.unavailable:
            raise UpstreamUnavailable(service=self.unavailable[0])
        return self.by_service


class Peers:
    """Every service by name, this gateway among them; those `behind` it are the ones that have events.

    Requests carry the current sandbox and language.
    """

    def __init__(self, apps: Mapping[str, ASGIApp], key: str) -> None:
        self._apps = dict(apps)
        self._key = key
        self._subscriptions: dict[str, list[str]] = {}
        self._together = Together()
        self.names = tuple(apps)
        self.behind = tuple(name for name in apps if name != HERE)

    async def ask(self, service: str, method: str, path: str, *, query: Mapping[str, Any] | None = None,
                  body: Any = None, seconds: float = ANSWER_SECONDS) -> Any:  # fmt: skip
        """One service's JSON answer. Raises its refusal as PassedOn, StorageFull, or the gateway's 502, 503 or 504."""
        sent = None if body is None else json.dumps(body)
        asked = partial(self._exchanged, service, self._scope(method, path, query or {}), sent, seconds)
        if method == "GET":
            context = current()
            key = (service, path, tuple((query or {}).items()), context.sandbox, context.language)
            status, answer = await self._together.ask(key, asked)
        else:
            status, answer = await asked()
        if status == StorageFull.status:
            raise StorageFull
        if status >= 500:
            raise UpstreamUnavailable(service=service)
        answered = json.loads(answer or b"null")
        if status >= 400:
            raise PassedOn(status, answered)
        return answered

    async def _exchanged(self, service: str, scope: Scope, body: str | None, seconds: float) -> tuple[int, bytes]:
        exchange = _Exchange(scope, body)
        try:
            async with asyncio.timeout(seconds):
                await self._apps[service](exchange.scope, exchange.receive, exchange.send)
        except TimeoutError as error:
            raise UpstreamTimeout(service=service) from error
        return exchange.status, b"".join(exchange.chunks)

    async def ask_all(self, method: str, path: str, *, names: Iterable[str] | None = None,
                      query: Mapping[str, Any] | None = None, body: Any = None) -> Answers:  # fmt: skip
        """Several services at once; those that are away are named instead of failing the whole."""
        asked = list(self.names if names is None else names)
        results = await asyncio.gather(
            *(self.ask(name, method, path, query=query, body=body) for name in asked), return_exceptions=True
        )
        answered, unavailable = {}, []
        full = any(isinstance(result, StorageFull) for result in results)
        for name, result in zip(asked, results, strict=True):
            if isinstance(result, Problem) and result.status >= 500:
                unavailable.append(name)
            elif isinstance(result, BaseException):
                raise result
            else:
                answered[name] = result
        return Answers(answered, unavailable, full)

    async def subscribers(self) -> Subscribers:
        """Who handles each event type. Asked once; a service that never answered may yet want whatever must arrive."""
        unknown = [name for name in self.names if name not in self._subscriptions]
        if unknown:
            answers = await self.ask_all("GET", "/internal/subscriptions", names=unknown)
            self._subscriptions |= {name: answered["items"] for name, answered in answers.by_service.items()}
        must_arrive = {type_: event.MANDATORY for type_, event in event_types().items()}
        return subscribers_of(self._subscriptions, self.names, must_arrive)

    def _scope(self, method: str, path: str, query: Mapping[str, Any]) -> Scope:
        context = current()
        given = {name: value for name, value in query.items() if value is not None}
        headers = [
            (b"host", b"internal"),
            (b"content-type", b"application/json"),
            (b"accept-language", context.language.encode()),
            (b"sim-sandbox", context.sandbox.encode("latin-1", "replace")),
            (HEADER.lower().encode(), self._key.encode()),
        ]
        return {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": quote(path).encode(), "query_string": urlencode(given).encode(), "root_path": "",
            "headers": headers, "client": ("127.0.0.1", 0), "server": ("internal", 0), "state": {}, "extensions": {},
        }  # fmt: skip


class _Exchange:
    """One request and its answer, in memory."""

    def __init__(self, scope: Scope, body: str | None) -> None:
        self._body = (body or "").encode()
        self._sent = False
        self.chunks: list[bytes] = []
        self.status = 502
        self.scope = scope
        scope["headers"].append((b"content-length", str(len(self._body)).encode()))

    async def receive(self) -> Message:
        if self._sent:
            await asyncio.Event().wait()  # nobody hangs up: who does not want the answer any more cancels
        self._sent = True
        return {"type": "http.request", "body": self._body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "http.response.body":
            self.chunks.append(message.get("body", b""))
