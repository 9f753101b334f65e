"""A program outside that is told of events: it keeps what came, and answers as the test says."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tests.gateway.instruments.world import World
from tests.gateway.sockets import served


@dataclass(frozen=True)
class Came:
    """One request."""

    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def event(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


@dataclass
class Receiver:
    """`answers` is asked for each; by default all is well. While `holds` is set nothing is answered."""

    url: str = ""
    came: list[Came] = field(default_factory=list)
    answers: Callable[[Came], Response] = lambda came: Response(status_code=204)
    more: asyncio.Event = field(default_factory=asyncio.Event)
    holds: asyncio.Event | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        came = Came(dict(request.headers), await request.body())
        self.came.append(came)
        self.more.set()
        if self.holds is not None:
            await self.holds.wait()
        await self.answers(came)(scope, receive, send)

    async def has(self, number: int, seconds: float = 50) -> list[Came]:
        """As soon as so many came."""
        async with asyncio.timeout(seconds):
            while len(self.came) < number:
                self.more.clear()
                await self.more.wait()
        return self.came

    @property
    def ids(self) -> Counter[str]:
        return Counter(came.id for came in self.came)


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with served(receiver) as url:
        receiver.url = f"{url}/hooks"
        yield receiver


async def told_of(world: World, receiver: Receiver, **asked: Any) -> dict[str, Any]:
    """A webhook of this sandbox that tells the receiver."""
    answer = await world.ask("POST", "/sim/webhooks", json={"url": receiver.url, **asked})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
