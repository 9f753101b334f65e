"""Waiting until something happens in any of several services: a long poll on each, and no timer of our own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from starlette.types import Receive

from services.gateway.sim.errors import SandboxWasReset
from services.gateway.sim.peers import Peers
from shared.errors import Problem, Unavailable
from shared.service import Service

T = TypeVar("T")
Ask = Callable[[float], Coroutine[Any, Any, T]]

POLL_SECONDS = 10.0
LOOK_SECONDS = 1.0
"""Looking without having been told is a safety net, and notices that this gateway is to stop."""
AWAY_SECONDS = 0.25
SPARE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Caller:
    """Who waits for an answer of `service`, in a life of a sandbox; `use` tells that this one is being used."""

    service: Service
    receive: Receive
    sandbox: str
    life: int
    use: Callable[[str], None]

    async def gone(self) -> None:
        """Return when it hung up."""
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def outlives(self) -> None:
        """Raise SandboxUnknown or SandboxWasReset as soon as the sandbox's life is over."""
        while True:
            ended = self.service.store.ended.ticket()
            await self.check()
            self.use(self.sandbox)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):  # another gateway may have ended it
                    await ended.wait()

    async def check(self) -> None:
        """Make sure that what was found is of the life that was waited in. Raises SandboxUnknown, SandboxWasReset."""
        with contextlib.suppress(Unavailable):
            if not await self.service.store.lives(self.sandbox, self.life):
                raise SandboxWasReset(sandbox=self.sandbox)


class Watch:
    """Tells that the sandbox moved. What it has seen, it saw before the caller looked: nothing is missed."""

    def __init__(self, peers: Peers, services: Iterable[str]) -> None:
        self._peers = peers
        self._seen: dict[str, str | None] = dict.fromkeys(services)
        self._polls: dict[asyncio.Task[str | None], str] = {}

    async def begin(self) -> None:
        """Note where each service stands."""
        answers = await self._peers.ask_all("GET", "/internal/activity", names=self._seen)
        self._seen |= {name: said["seen"] for name, said in answers.said.items()}

    async def moved(self, seconds: float, *others: "asyncio.Task[None]") -> None:
        """Return once any of the services moved, one of the `others` is done, or a moment passed."""
        for name in set(self._seen) - set(self._polls.values()):
            self._polls[asyncio.create_task(self._poll(name, min(seconds, POLL_SECONDS)))] = name
        waited = min(seconds, LOOK_SECONDS)
        done, _ = await asyncio.wait([*self._polls, *others], timeout=waited, return_when=asyncio.FIRST_COMPLETED)
        for poll in self._polls.keys() & done:
            self._seen[self._polls.pop(poll)] = poll.result()

    async def _poll(self, service: str, seconds: float) -> str | None:
        query = {"seen": self._seen[service], "timeout": seconds}
        patience = seconds + SPARE_SECONDS
        try:
            said = await self._peers.ask(service, "GET", "/internal/activity", query=query, seconds=patience)
        except Problem:
            await asyncio.sleep(AWAY_SECONDS)
            return self._seen[service]
        return str(said["seen"])

    async def end(self) -> None:
        """Stop polling."""
        for poll in self._polls:
            poll.cancel()
        await asyncio.gather(*self._polls, return_exceptions=True)


@contextlib.asynccontextmanager
async def watching(peers: Peers, services: Iterable[str]) -> AsyncIterator[Watch]:
    """A Watch that has begun, ended on the way out."""
    watch = Watch(peers, services)
    await watch.begin()
    try:
        yield watch
    finally:
        await watch.end()


@contextlib.asynccontextmanager
async def _attending(caller: Caller) -> AsyncIterator[tuple["asyncio.Task[None]", "asyncio.Task[None]"]]:
    """Two tasks that end when the caller hung up, and when its sandbox's life is over."""
    tasks = asyncio.create_task(caller.gone()), asyncio.create_task(caller.outlives())
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def first(caller: Caller, look: Callable[[], Awaitable[T | None]], peers: Peers, services: Iterable[str],
                seconds: float) -> T | None:  # fmt: skip
    """What `look` finds, as soon as it finds something; None after `seconds`, or when the client hung up.

    Raises Unavailable when this service is told to stop meanwhile; SandboxUnknown, SandboxWasReset when there is
    nothing left to wait in.
    """
    deadline = monotonic() + seconds
    found = await look()  # what is there already needs no watch
    if found is not None or seconds <= 0:
        return found
    async with _attending(caller) as (gone, over), watching(peers, services) as watch:
        while True:
            found = await look()
            left = deadline - monotonic()
            await caller.check()
            if found is not None or left <= 0 or gone.done():
                return found
            if caller.service.draining:
                raise Unavailable
            await watch.moved(left, gone, over)
            if over.done():
                over.result()


async def answered_in_time(caller: Caller, ask: Ask[T], seconds: float) -> T:
    """What a service that waits by itself answers to `ask(patience)`, asked until that is not empty, `seconds` are
    over or the client hung up. Raises Unavailable when this service is told to stop meanwhile; SandboxUnknown,
    SandboxWasReset when there is nothing left to wait in.
    """
    deadline = monotonic() + seconds
    if seconds <= 0:
        return await ask(0)
    asking = asyncio.create_task(ask(min(seconds, POLL_SECONDS)))
    try:
        async with _attending(caller) as (gone, over):
            while True:
                await asyncio.wait([asking, gone, over], timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                left = deadline - monotonic()
                await caller.check()
                if asking.done() and (asking.result() or left <= 0):
                    return asking.result()
                if gone.done():
                    return await ask(0)
                if caller.service.draining:
                    raise Unavailable
                if asking.done():
                    asking = asyncio.create_task(ask(min(left, POLL_SECONDS)))
    finally:
        asking.cancel()
