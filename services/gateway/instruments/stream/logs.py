"""The logs of all sandboxes that are followed at this gateway, each read on when its sandbox moves."""

import asyncio
import logging

from services.gateway.errors import UpstreamUnavailable
from services.gateway.instruments.stream.log import Log
from services.gateway.peers.asking import Peers
from services.gateway.peers.errors import SandboxWasReset
from services.gateway.peers.follow import Follow
from services.gateway.peers.watch import Caller
from services.gateway.traces.lookups.unfolding import Unfolding
from services.gateway.traces.rules.places import Places
from shared.context import Context, enter
from shared.errors import SandboxUnknown
from shared.instruments.contract.journal import FEED, FeedAsked
from shared.journal.place import Place

LOOK_SECONDS = 1.0
"""Another gateway may have ended the sandbox."""

log = logging.getLogger(__name__)


class Logs:
    """One log a sandbox, for as long as somebody follows it and a moment longer."""

    def __init__(self, peers: Peers, follow: Follow) -> None:
        self._peers = peers
        self._follow = follow
        self._logs: dict[str, Log] = {}
        self._tasks: dict[Log, asyncio.Task[None]] = {}

    async def of(self, caller: Caller, born: int, otherwise: Places) -> Log:
        """The log of the life of the sandbox that the caller is in; one that begins now begins where it is now.

        Of a service that is away, where it was last known to be, or else `otherwise`; raises UpstreamUnavailable.
        """
        found = self._running(caller)
        if found is None:
            places = {**otherwise, **await self.now()}
            if missing := [name for name in self._peers.names if name not in places]:
                raise UpstreamUnavailable(service=missing[0])
            found = self._running(caller)  # somebody else may have begun it meanwhile
        if found is None:
            found = self._logs[caller.sandbox] = Log(caller.life, born, Unfolding(self._peers, places))
            self._tasks[found] = asyncio.create_task(self._read(caller, found))
        return found

    def _running(self, caller: Caller) -> Log | None:
        found = self._logs.get(caller.sandbox)
        return found if found in self._tasks and found.life == caller.life and found.over is None else None

    async def now(self) -> Places:
        """How far each service has come, or had when it was asked last."""
        known = {name: Place.of(place) for name, place in self._follow.places.items()}
        answers = await self._peers.ask_all(FEED, FeedAsked())
        return {**known, **{name: Place.of(answer.place) for name, answer in answers.by_service.items()}}

    def notify_all(self) -> None:
        """Have everybody look: the gateway is to stop."""
        for one in self._tasks:
            one.told.notify()

    async def stop(self) -> None:
        """Read no more."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _read(self, caller: Caller, one: Log) -> None:
        enter(Context(sandbox=caller.sandbox))
        try:
            await self._follow.begin(self._peers.names)
            await self._read_on(caller, one)
        finally:
            del self._tasks[one]
            if self._logs.get(caller.sandbox) is one:
                del self._logs[caller.sandbox]
            one.told.notify()

    async def _read_on(self, caller: Caller, one: Log) -> None:
        moved, ended = self._follow.signal(caller.sandbox), caller.service.store.ended
        asked = set(self._peers.names)  # all of them, until they were read once; then those that moved
        while not one.deserted:
            tickets = moved.ticket(), ended.ticket()
            try:
                await caller.check()
                caller.use(caller.sandbox)
                asked |= moved.take() | set(one.behind)
                await one.catch_up(asked)
                asked = set()
            except (SandboxUnknown, SandboxWasReset) as over:
                one.end(over)
                return
            except Exception:
                log.exception("the sandbox could not be followed; it is tried again")
                await asyncio.sleep(LOOK_SECONDS)
            await _first_of(*tickets)


async def _first_of(*tickets: asyncio.Event) -> None:
    waiting = [asyncio.create_task(ticket.wait()) for ticket in tickets]
    try:
        await asyncio.wait(waiting, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
