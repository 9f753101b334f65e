"""Guessing a password: how many wrong ones lock a login, which need not exist, and for how long. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Self


@dataclass(frozen=True, slots=True)
class Guesses:
    """Wrong passwords since `first`; `last` is the latest of them."""

    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class GuessLimits:
    """After `allowed` wrong passwords within `window` the login is locked for `rest`."""

    allowed: int
    window: timedelta
    rest: timedelta

    @classmethod
    def of(cls, data: dict[str, int]) -> Self:
        """From a data file, with times in minutes."""
        window, rest = timedelta(minutes=data["window_minutes"]), timedelta(minutes=data["rest_minutes"])
        return cls(data["allowed"], window, rest)

    def rests_for(self, guesses: Guesses | None, now: datetime) -> int:
        """How many seconds the login is still locked; 0 when it may be tried."""
        if guesses is None or guesses.count < self.allowed:
            return 0
        return max(0, ceil((guesses.last + self.rest - now).total_seconds()))

    def one_more(self, guesses: Guesses | None, now: datetime) -> Guesses:
        """The count with one more wrong password; after an old series or an ended lock it begins at 1.

        A login that rests already stays as it is: another replica counted the last guess at the same moment.
        """
        if guesses is not None and self.rests_for(guesses, now):
            return guesses
        if guesses is None or now - guesses.first > self.window or guesses.count >= self.allowed:
            return Guesses(1, now, now)
        return Guesses(guesses.count + 1, guesses.first, now)
