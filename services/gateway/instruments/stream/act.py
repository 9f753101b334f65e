"""Follow a sandbox: from a position on, each step as it happens, without gap and without double."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from services.gateway.instruments.stream.log import Log
from services.gateway.instruments.stream.show import Frame, Shown, beginning, notice, shown, still_there
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller
from services.gateway.traces.lookups.unfolding import JourneyStep, Round, Unfolding
from services.gateway.traces.rules.places import Cursor
from shared.clock import real_micros
from shared.context import current
from shared.errors import Problem

ALIVE_SECONDS = 15.0
LOOK_SECONDS = 0.5
NONE = "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which steps: of a journey or of `none`; of these kinds; of these services; about events of these types."""

    journey: str | None = None
    kinds: Sequence[str] = ()
    services: Sequence[str] = ()
    events: Sequence[str] = ()

    @property
    def only(self) -> str | None:
        """The one journey that has to be read."""
        return None if self.journey == NONE else self.journey

    def takes(self, step: JourneyStep) -> bool:
        """Whether this one is wanted."""
        return (
            (self.journey is None or (step.journey or NONE) == self.journey)
            and (not self.kinds or step.kind in self.kinds)
            and (not self.services or step.service in self.services)
            and (not self.events or (step.kind in ("event", "delivery") and step.name in self.events))
        )


class Stream:
    """One client's way through a sandbox: by itself until it meets the log that all share, then with that."""

    def __init__(self, caller: Caller, peers: Peers, log: Log, wanted: Wanted, cursor: Cursor) -> None:
        self._caller = caller
        self._peers = peers
        self._log = log
        self._wanted = wanted
        self._half_way = cursor if cursor.to is not None else None
        self._own: Unfolding | None = Unfolding(peers, cursor.after, cursor.journey if cursor.to else wanted.only)
        self._places = self._own.places
        self._cursor = str(cursor)

    async def events(self, missed: Problem | None = None) -> AsyncIterator[bytes]:
        """What to send, piece by piece, after what was `missed`; ends when the gateway stops or the life is over."""
        with self._log.listening():
            yield beginning(self._caller.sandbox, self._cursor)
            if missed is not None:
                yield notice("gap", missed, current().language)
            said = monotonic()
            while not self._caller.service.draining:
                ticket = self._log.told.ticket()
                if self._log.over is not None:
                    yield notice("end", self._log.over, current().language)
                    return
                moved, frames = await self._next()
                if frames:
                    yield b"".join(frame.data for frame in frames)
                elif monotonic() - said >= ALIVE_SECONDS:
                    yield still_there(self._cursor)
                if frames or monotonic() - said >= ALIVE_SECONDS:
                    said = monotonic()
                if not moved:
                    await self._wait(ticket, said + ALIVE_SECONDS - monotonic())

    async def _wait(self, ticket: asyncio.Event, seconds: float) -> None:
        """For news; by itself only until a service that was away may be back."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(seconds, LOOK_SECONDS) if self._own else seconds):
                await ticket.wait()

    async def _next(self) -> tuple[bool, list[Frame]]:
        """Whether it got on, and the wanted steps of that."""
        rounds = None if self._half_way else self._log.after(self._places)
        if rounds is not None:
            self._own = None
            return bool(rounds), [frame for one in rounds for frame in self._passed(one)]
        return await self._by_itself()

    async def _by_itself(self) -> tuple[bool, list[Frame]]:
        own = self._own = self._own or Unfolding(self._peers, self._places, self._wanted.only)
        before, half_way, self._half_way = own.places, self._half_way, None
        goal = half_way.to if half_way else self._log.places
        told = await self._unless_stopped(own.next(goal))
        if half_way and half_way.journey != self._wanted.only:
            self._own = None  # from there on with the question of now
        if told is not None:
            done = half_way.sent if half_way and told.after == half_way.to else 0
            return True, self._passed(shown(told, self._log.born, own.journey), done)
        self._places = own.places
        if own.settled:
            self._cursor = str(Cursor(self._log.born, real_micros(), own.places))
        return own.places != before, []

    def _passed(self, one: Shown, done: int = 0) -> list[Frame]:
        """The wanted ones behind the first `done`; we are behind all of them then."""
        self._places, self._cursor = one.round.after, one.cursor
        return [frame for frame in one.frames[done:] if self._wanted.takes(frame.step)]

    async def _unless_stopped(self, asking: Coroutine[Any, Any, Round | None]) -> Round | None:
        """A service that does not answer must not hold up our stop."""
        task = asyncio.create_task(asking)
        try:
            while not task.done() and not self._caller.service.draining:
                await asyncio.wait([task], timeout=LOOK_SECONDS)
            return task.result() if task.done() else None
        finally:
            task.cancel()
