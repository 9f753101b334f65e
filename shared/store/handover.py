"""What a commit tells those who wait for it; on PostgreSQL the relay is handed the events as well."""

import asyncio
from collections.abc import Sequence
from math import inf
from time import monotonic
from typing import NamedTuple

LIMIT = 1000
WATCHED_SECONDS = 2.0
"""Who waits for something looks again every second."""


class Recorded(NamedTuple):
    """An event that waits to be sent. The clock is its sandbox's."""

    id: str
    sandbox: str
    journey: str
    type: str
    mandatory: bool
    body: bytes
    attempts: int
    clock_offset: int
    clock_frozen_at: int | None


class Signal:
    """Wakes everybody who waits, each time something was committed. Take a `ticket` before you look."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def ticket(self) -> asyncio.Event:
        """An event that will be set at the next notification."""
        return self._next

    def notify(self) -> None:
        """Wake all ticket holders; on the event loop only."""
        self._next.set()
        self._next = asyncio.Event()


class Handover(Signal):
    """Wakes the relay and gives it what was committed. `unseen`: the outbox may hold more than was handed over."""

    def __init__(self) -> None:
        super().__init__()
        self.unseen = True
        self._handed: list[Recorded] = []
        self._watched_until = -inf

    def notify(self) -> None:
        """Something is in the outbox."""
        self.unseen = True
        super().notify()

    def hand_over(self, events: Sequence[Recorded]) -> None:
        """These are in the outbox, and of their journeys nothing earlier was unsent."""
        self._handed += events
        if len(self._handed) > LIMIT:
            self.forget()
        super().notify()

    def watch(self) -> None:
        """Somebody looks at what is going on: for a while nothing shall wait."""
        self._watched_until = monotonic() + WATCHED_SECONDS

    @property
    def watched(self) -> bool:
        """Whether somebody looks."""
        return monotonic() < self._watched_until

    def take(self, most: int) -> list[Recorded]:
        """What was handed over first."""
        taken, self._handed = self._handed[:most], self._handed[most:]
        return taken

    def forget(self) -> None:
        """Nobody sends now: who does so later has to look."""
        self._handed = []
        self.unseen = True
