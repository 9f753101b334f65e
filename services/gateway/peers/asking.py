"""The services' inner doors, asked over the same seam that requests are forwarded through."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError
from starlette.types import ASGIApp, Scope

from services.gateway.errors import UpstreamTimeout, UpstreamUnavailable
from services.gateway.peers.errors import PassedOn
from services.gateway.peers.exchange import Exchange
from services.gateway.peers.subscribers import Subscribers, subscribers_of
from services.gateway.peers.together import Together
from shared.context import current
from shared.errors import Problem, StorageFull
from shared.events.published import event_types
from shared.instruments.contract.question import Question
from shared.instruments.contract.said import NOTHING
from shared.instruments.contract.traffic import SUBSCRIPTIONS
from shared.instruments.inner_door import HEADER

ANSWER_SECONDS = 15.0
HERE = "gateway"

LifeOf = Callable[[str], Awaitable[tuple[bytes, bytes] | None]]
"""The header that tells a service which life a sandbox is in."""

Q = TypeVar("Q", bound=BaseModel)
A = TypeVar("A", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Answers(Generic[A]):
    """What the asked services said, and who could not be asked."""

    by_service: dict[str, A]
    unavailable: list[str] = field(default_factory=list)
    full: bool = False

    def everybody(self) -> dict[str, A]:
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

    def __init__(self, apps: Mapping[str, ASGIApp], key: str, life_of: LifeOf) -> None:
        self._apps = dict(apps)
        self._key = key
        self._life_of = life_of
        self._subscriptions: dict[str, list[str]] = {}
        self._together = Together()
        self.names = tuple(apps)
        self.behind = tuple(name for name in apps if name != HERE)

    async def ask(self, service: str, question: Question[Q, A], asked: Q, *, seconds: float = ANSWER_SECONDS) -> A:
        """One service's answer. Raises its refusal as PassedOn, StorageFull, or the gateway's 502, 503 or 504."""
        body, context = asked.model_dump_json(exclude_defaults=True), current()
        ask = partial(self._answered, service, question, self._scope(question), body, seconds)
        if question.changes:
            return await ask()
        key = (service, question.name, body, context.sandbox, context.language)
        return cast("A", await self._together.ask(key, ask))

    async def _answered(self, service: str, question: Question[Any, A], scope: Scope, body: str, seconds: float) -> A:
        answer = await self._exchanged(service, scope, body, seconds)
        try:
            return question.answer.model_validate_json(answer)
        except ValidationError as error:  # a service of another version
            raise UpstreamUnavailable(service=service) from error

    async def _exchanged(self, service: str, scope: Scope, body: str, seconds: float) -> bytes:
        if service != HERE and (life := await self._life_of(current().sandbox)):
            scope["headers"].append(life)
        exchange = Exchange(scope, body)
        try:
            async with asyncio.timeout(seconds):
                await self._apps[service](exchange.scope, exchange.receive, exchange.send)
        except TimeoutError as error:
            raise UpstreamTimeout(service=service) from error
        status, answer = exchange.status, b"".join(exchange.chunks)
        if status == StorageFull.status:
            raise StorageFull
        if status >= 500:
            raise UpstreamUnavailable(service=service)
        if status >= 400:
            raise _refusal(service, status, answer)
        return answer

    async def ask_all(self, question: Question[Q, A], asked: Q, *, names: Iterable[str] | None = None) -> Answers[A]:
        """Several services at once; those that are away are named instead of failing the whole."""
        services = list(self.names if names is None else names)
        results = await asyncio.gather(*(self.ask(name, question, asked) for name in services), return_exceptions=True)
        answered: dict[str, A] = {}
        unavailable: list[str] = []
        full = any(isinstance(result, StorageFull) for result in results)
        for name, result in zip(services, results, strict=True):
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
            answers = await self.ask_all(SUBSCRIPTIONS, NOTHING, names=unknown)
            self._subscriptions |= {name: answer.items for name, answer in answers.by_service.items()}
        must_arrive = {type_: event.MANDATORY for type_, event in event_types().items()}
        return subscribers_of(self._subscriptions, self.names, must_arrive)

    def _scope(self, question: Question[Any, Any]) -> Scope:
        context = current()
        headers = [
            (b"host", b"internal"),
            (b"content-type", b"application/json"),
            (b"accept-language", context.language.encode()),
            (b"sim-sandbox", context.sandbox.encode("latin-1", "replace")),
            (HEADER.lower().encode(), self._key.encode()),
        ]
        return {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
            "method": "POST", "path": question.path, "raw_path": question.path.encode(),
            "query_string": b"", "root_path": "",
            "headers": headers, "client": ("127.0.0.1", 0), "server": ("internal", 0), "state": {}, "extensions": {},
        }  # fmt: skip


def _refusal(service: str, status: int, answer: bytes) -> Problem:
    with contextlib.suppress(ValueError):
        document = json.loads(answer)
        if isinstance(document, dict):
            return PassedOn(status, document)
    return UpstreamUnavailable(service=service)  # somebody else at its address
