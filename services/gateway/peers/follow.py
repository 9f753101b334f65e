"""Following every service's feed: one long poll a service, however many testers wait."""

import asyncio
from collections.abc import Collection
from weakref import WeakValueDictionary

from services.gateway.peers.asking import Peers
from shared.context import Context, enter
from shared.errors import Problem
from shared.instruments.contract.journal import FEED, FeedAsked
from shared.store import Signal

POLL_SECONDS = 10.0
AWAY_SECONDS = 0.25
SPARE_SECONDS = 5.0


class Moves(Signal):
    """Tells each time a sandbox moves, and in which services it did."""

    def __init__(self) -> None:
        super().__init__()
        self._services: set[str] = set()

    def moved(self, service: str) -> None:
        """It moved there."""
        self._services.add(service)
        self.notify()

    def take(self) -> set[str]:
        """Where it moved since this was asked last: for the one reader who goes by it."""
        services, self._services = self._services, set()
        return services


class Follow:
    """Tells whoever waits in a sandbox that it moved in some service."""

    def __init__(self, peers: Peers) -> None:
        self._peers = peers
        self._signals: WeakValueDictionary[str, Moves] = WeakValueDictionary()
        self._polls: dict[str, asyncio.Task[None]] = {}
        self.places: dict[str, str] = {}  # how far each was read, as far as is known
        self._begun: dict[str, asyncio.Event] = {}
        self._stopped = False

    async def begin(self, services: Collection[str]) -> None:
        """Follow these from now on; returns when it is known where each of them stands, or that it is away."""
        for name in services if not self._stopped else ():
            if name not in self._polls:
                self._begun[name] = asyncio.Event()
                self._polls[name] = asyncio.create_task(self._follow(name, self._begun[name]))
        for name in services:
            if name in self._begun:
                await self._begun[name].wait()

    def signal(self, sandbox: str) -> Moves:
        """Tells each time this sandbox moves: look after you have taken a ticket, and nothing is missed."""
        return self._signals.setdefault(sandbox, Moves())

    def notify_all(self) -> None:
        """Have everybody look."""
        for signal in list(self._signals.values()):
            signal.notify()

    async def stop(self) -> None:
        """Follow nobody any more; whoever waits looks once again."""
        self._stopped = True
        polls, self._polls = list(self._polls.values()), {}
        for begun in self._begun.values():  # whoever still waits for the beginning
            begun.set()
        for poll in polls:
            poll.cancel()
        await asyncio.gather(*polls, return_exceptions=True)
        self.notify_all()

    async def _follow(self, service: str, begun: asyncio.Event) -> None:
        enter(Context())
        while True:
            place = self.places.get(service)
            query = FeedAsked(after=place, timeout=POLL_SECONDS if place else 0)
            try:
                moves = await self._peers.ask(service, FEED, query, seconds=POLL_SECONDS + SPARE_SECONDS)
            except Problem:
                await self._away(begun)
                continue
            self.places[service] = moves.place
            for signal in [self._signals[name] for name in moves.moved if name in self._signals]:
                signal.moved(service)
            begun.set()

    async def _away(self, begun: asyncio.Event) -> None:
        """Whoever waits may find now that it is away; its place in the feed is kept."""
        begun.set()
        self.notify_all()
        await asyncio.sleep(AWAY_SECONDS)
