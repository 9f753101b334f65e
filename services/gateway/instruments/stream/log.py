"""What happens in a sandbox, read once for all who follow it here."""

import contextlib
from asyncio import Lock
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from time import monotonic

from services.gateway.instruments.stream.show import Shown, shown
from services.gateway.traces.lookups.unfolding import Unfolding
from services.gateway.traces.rules.places import Places
from shared.errors import Problem
from shared.store import Signal

LINGER_SECONDS = 10.0
KEPT_STEPS = 2_000
KEPT_ROUNDS = 500


class Log:
    """The last rounds of one life of a sandbox, and a signal for each new one. `over` says why it ended.

    `life` as the store names it, `born` as cursors do.
    """

    def __init__(self, life: int, born: int, unfolding: Unfolding) -> None:
        self.life = life
        self.born = born
        self.told = Signal()
        self.over: Problem | None = None
        self._unfolding = unfolding
        self._rounds: deque[Shown] = deque()
        self._reading = Lock()
        self._listeners = 0
        self._left = monotonic()

    @property
    def places(self) -> Places:
        """How far it has read."""
        return self._unfolding.places

    @property
    def deserted(self) -> bool:
        """Whether nobody has listened for a while."""
        return not self._listeners and monotonic() - self._left > LINGER_SECONDS

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Somebody follows."""
        self._listeners += 1
        try:
            yield
        finally:
            self._listeners -= 1
            self._left = monotonic()

    @property
    def behind(self) -> Collection[str]:
        """Services that have to be asked again, though they may not have moved."""
        return self._unfolding.behind

    async def catch_up(self, services: Collection[str] | None = None) -> None:
        """Read what there is by now, in these services or in all of them."""
        async with self._reading:
            while (told := await self._unfolding.next(services=services)) is not None:
                self._rounds.append(shown(told, self.born))
                self._forget()
                self.told.notify()

    def after(self, places: Places) -> Sequence[Shown] | None:
        """The rounds since; None when that is longer ago than they are kept, or between two of them."""
        if places == self.places:
            return []
        found: list[Shown] = []
        for one in reversed(self._rounds):
            found.append(one)
            if one.round.before == places:
                return found[::-1]
        return None

    def end(self, why: Problem) -> None:
        """Nothing more will happen in it."""
        self.over = why
        self.told.notify()

    def _forget(self) -> None:
        steps = sum(len(one.frames) for one in self._rounds)
        while steps > KEPT_STEPS or len(self._rounds) > KEPT_ROUNDS:
            steps -= len(self._rounds.popleft().frames)
