"""What is due in a sandbox, in which order, a page at a time."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from services.gateway.peers.asking import Peers
from shared.clock import to_micros
from shared.instruments.contract.clock import TIMERS, Timer, TimersAsked
from shared.views import cursor_invalid

MOST = 500
_LONGEST = 17  # digits of a moment in µs


class Position(NamedTuple):
    """Where a page ends: the moment (µs) and the key of its last timer."""

    at: int
    key: str

    def __str__(self) -> str:
        return f"{self.at} {self.key}"

    @classmethod
    def of(cls, text: str) -> "Position":
        """What `str` made of it; raises RequestInvalid for what is no position."""
        at, _, key = text.partition(" ")
        if not (at.isascii() and at.isdigit() and len(at) <= _LONGEST):
            raise cursor_invalid()
        return cls(int(at), key)


def in_order(timers: Iterable[Timer]) -> list[Timer]:
    """As they come."""
    return sorted(timers, key=lambda timer: (timer.at, timer.key, timer.service))


def position_of(timer: Timer) -> Position:
    """Where it stands."""
    return Position(to_micros(timer.at), timer.key)


async def next_timers(
    peers: Peers, limit: int, after: Position | None = None, until: datetime | None = None
) -> tuple[list[Timer], bool]:
    """The sandbox's next timers in all services, and whether there are more. Raises UpstreamUnavailable.

    Those of one moment and key stand on one page.
    """
    asked = TimersAsked(
        limit=min(limit + 1, MOST), until=until, after=after.at if after else None, key=after.key if after else ""
    )
    answers = await peers.ask_all(TIMERS, asked)
    found = in_order(timer for answer in answers.everybody().values() for timer in answer.items)
    if len(found) <= limit:
        return found, False
    page = [timer for timer in found if position_of(timer) <= position_of(found[limit - 1])]
    return page, len(page) < len(found)


async def due_timers(peers: Peers, until: datetime) -> list[Timer]:
    """All that are due by then."""
    found, more = await next_timers(peers, MOST - 1, until=until)
    while more:
        page, more = await next_timers(peers, MOST - 1, position_of(found[-1]), until)
        found += page
    return found
