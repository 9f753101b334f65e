"""Guessing a password: wrong ones are counted for each login, known or not, and after a few it rests.

The rule is pure; `LoginGuards` keeps the count in a service's own table, of which it needs `sandbox` and `login` as the
key, `count`, `first_at` and `last_at`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from shared.store import Unit


@dataclass(frozen=True, slots=True)
class Guesses:
    """Wrong passwords since `first`; `last` is the latest of them."""

    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class GuessLimits:
    """`allowed` wrong passwords within `window`, then none is looked at for `rest`."""

    allowed: int
    window: timedelta
    rest: timedelta

    def rests_for(self, guesses: Guesses | None, now: datetime) -> int:
        """How many seconds the login still rests, 0 when it may be tried."""
        if guesses is None or guesses.count < self.allowed:
            return 0
        return max(0, ceil((guesses.last + self.rest - now).total_seconds()))

    def one_more(self, guesses: Guesses | None, now: datetime) -> Guesses:
        """The count with one more wrong password; an old series or an ended rest begins anew."""
        if guesses is None or now - guesses.first > self.window or guesses.count >= self.allowed:
            return Guesses(1, now, now)
        return Guesses(guesses.count + 1, guesses.first, now)


class LoginGuards:
    """The counts of one service."""

    def __init__(self, table: type[Any], limits: Callable[[], GuessLimits]) -> None:
        self._table = table
        self._limits = limits

    def look(self, unit: Unit, login: str) -> tuple[bool, int]:
        """Whether wrong passwords are being counted, and for how many seconds the login still rests."""
        row = unit.get(self._table, (unit.sandbox, login))
        return row is not None, self._limits().rests_for(_guesses(row), unit.now())

    def count(self, unit: Unit, login: str) -> int:
        """Count one more wrong password; the seconds the login rests now, if that was one too many."""
        row = unit.locked(self._table, (unit.sandbox, login))
        now = self._limits().one_more(_guesses(row), unit.now())
        row = row or self._table(sandbox=unit.sandbox, login=login, count=0, first_at=now.first, last_at=now.last)
        row.count, row.first_at, row.last_at = now.count, now.first, now.last
        unit.add(row)
        return self._limits().rests_for(now, unit.now())

    def forget(self, unit: Unit, login: str) -> None:
        """Start counting anew: the password was right, or was recovered."""
        row = unit.locked(self._table, (unit.sandbox, login))
        if row is not None:
            unit.delete(row)


def _guesses(row: Any) -> Guesses | None:
    return None if row is None else Guesses(row.count, row.first_at, row.last_at)
