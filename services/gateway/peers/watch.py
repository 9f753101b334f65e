"""Waiting until something happens in any of several services, or until there is nothing left to wait in."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Coroutine
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from starlette.types import Receive

from services.gateway.peers.errors import SandboxWasReset
from services.gateway.peers.follow import POLL_SECONDS, Follow
from shared.errors import Unavailable
from shared.http.host import Host

T = TypeVar("T")
Ask = Callable[[float], Coroutine[Any, Any, T]]

LOOK_SECONDS = 1.0
"""Looking without having been told: another gateway may have ended a sandbox, or this one is to stop."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who waits for an answer of `service`, in a life of a sandbox; `use` tells that this one is being used."""

    service: Host
    receive: Receive
    sandbox: str
    life: int
    use: Callable[[str], None]
    follow: Follow

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


async def first(
    caller: Caller, look: Callable[[], Awaitable[T | None]], services: Collection[str], seconds: float
) -> T | None:
    """What `look` finds, as soon as it finds something; None after `seconds`, or when the client hung up.

    Raises Unavailable when this service is told to stop meanwhile; SandboxUnknown, SandboxWasReset when there is
    nothing left to wait in.
    """
    deadline = monotonic() + seconds
    found = await look()  # what is there already needs no watch
    if found is not None or seconds <= 0:
        return found
    async with _attending(caller) as (gone, over):
        await caller.follow.begin(services)
        moved = caller.follow.signal(caller.sandbox)
        while True:
            ticket = moved.ticket()
            found = await look()
            left = deadline - monotonic()
            await caller.check()
            if found is not None or left <= 0 or gone.done():
                return found
            if caller.service.draining:
                raise Unavailable
            await _first_of(ticket, gone, over, seconds=left)
            if over.done():
                over.result()


async def _first_of(ticket: asyncio.Event, *others: "asyncio.Task[None]", seconds: float) -> None:
    stopping = asyncio.create_task(ticket.wait())
    try:
        await asyncio.wait([stopping, *others], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()


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
