"""What a door needs of the service it stands in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from fastapi import FastAPI, Request

from shared.files import Files
from shared.journal.follow import Follower
from shared.journal.keeping import Keeping
from shared.login.tokens import Tokens
from shared.sandbox import Seed
from shared.settings import Settings
from shared.store import Store
from shared.timers import Timers


class Host(Protocol):
    """A service as its doors see it; they import only this, so that the service can import them."""

    name: str
    title: str
    settings: Settings
    store: Store
    files: Files
    tokens: Tokens
    timers: Timers
    follower: Follower
    keeping: Keeping
    seed: Seed
    api: FastAPI
    draining: bool
    requests: Counter[tuple[str, int]]
    marks: Sequence[Any]
    """What is sensitive in operations that no OpenAPI document describes."""

    @property
    def handlers(self) -> Mapping[type[Any], Any]:
        """By class of event, what is done when one comes in."""

    async def knows(self, name: str) -> bool:
        """Whether there is such a sandbox."""

    async def follow_life(self, told: bytes) -> None:
        """What the gateway says of the life of a sandbox is so from now on."""

    async def catch_up(self) -> None:
        """Write down what happened and is not written yet: somebody looks."""

    async def sending_pauses(self) -> None:
        """Return once nothing is being sent any more of what is to be quiet from now on."""

    def entered(self) -> None:
        """A request came in."""

    def left(self) -> None:
        """A request was answered."""


def host_of(request: Request) -> Host:
    """The service that answers this request."""
    host: Host = request.app.state.service
    return host
