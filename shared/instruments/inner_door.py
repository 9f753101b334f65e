"""A service's inner door, `/internal/`: for the gateway's control plane only, and only with the shared secret."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from shared.data_folder import FULL
from shared.errors import NotFound, StorageFull
from shared.http.field_errors import refusal_below
from shared.http.host import Host
from shared.instruments.contract.question import PREFIX, Question

HEADER = "Shentu-Internal"
_HEADER = HEADER.lower().encode()

Q = TypeVar("Q", bound=BaseModel)
A = TypeVar("A", bound=BaseModel)
Answer = Callable[[Host, Q], Awaitable[A]]


@cache
def key_of(secret: str) -> str:
    """What who asks shows, derived from SHENTU_SECRET, which is never sent itself."""
    return hmac.new(secret.encode(), b"internal door", hashlib.sha256).hexdigest()


class Answers:
    """What is answered at an inner door, by question.

    `caught_up`: answered once all that happened in the service until now is written down.
    """

    def __init__(self, *, caught_up: bool = False) -> None:
        self._caught_up = caught_up
        self.by_name: dict[str, Callable[[Host, bytes], Awaitable[BaseModel]]] = {}

    def to(self, question: Question[Q, A]) -> Callable[[Answer[Q, A]], Answer[Q, A]]:
        """A decorator for the function that answers it."""

        def answered(answer: Answer[Q, A]) -> Answer[Q, A]:
            async def respond(service: Host, said: bytes) -> BaseModel:
                asked = _read(question.asked, said)
                if self._caught_up:
                    await service.catch_up()
                return await answer(service, asked)

            self.by_name[question.name] = respond
            return answer

        return answered


class InnerDoor:
    """The ASGI app behind `/internal/`. It raises what it refuses: to anybody without the key there is no such door."""

    def __init__(self, service: Host, answers: Iterable[Answers]) -> None:
        self._service = service
        self._answers = {name: respond for one in answers for name, respond in one.by_name.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        respond = self._answers.get(scope["path"].removeprefix(PREFIX))
        if respond is None or scope["method"] != "POST" or not self._has_key(scope):
            raise NotFound
        try:
            answer = await respond(self._service, await _whole(receive))
        except OSError as error:
            if error.errno not in FULL:
                raise
            raise StorageFull from error
        await Response(answer.model_dump_json(), media_type="application/json")(scope, receive, send)

    def _has_key(self, scope: Scope) -> bool:
        expected = key_of(self._service.settings.signing_secret()).encode()
        return any(name == _HEADER and hmac.compare_digest(value, expected) for name, value in scope["headers"])


async def _whole(receive: Receive) -> bytes:
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _read(model: type[Q], said: bytes) -> Q:
    """Raises RequestInvalid."""
    try:
        return model.model_validate_json(said)
    except ValidationError as error:
        raise refusal_below(error) from error
