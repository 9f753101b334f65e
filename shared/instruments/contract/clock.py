"""A sandbox's clock, and what is due by it."""

from datetime import datetime

from pydantic import Field

from shared.instruments.contract.question import Order, Question
from shared.instruments.contract.said import Asked, Said


class TimersAsked(Asked):
    """How many of the next ones: due by then, after the timer of this moment (µs) and key."""

    until: datetime | None = None
    after: int | None = None
    key: str = ""
    limit: int = Field(default=200, ge=1, le=500)


class Timer(Said):
    """`what` is due at a moment of the sandbox's clock: a retry, a code that runs out …; `key` says of which."""

    at: datetime
    service: str
    what: str
    key: str
    journey: str | None = None


class TimersDue(Said):
    """The next first."""

    items: list[Timer]


class OfSandbox(Asked):
    """Which sandbox."""

    sandbox: str


class ClockSetting(Said):
    """A clock, in µs: how far ahead of real time it is, or where it stands still."""

    offset: int
    frozen_at: int | None = None


class ClockSet(ClockSetting):
    """What the clock of this sandbox is to be."""

    sandbox: str


TIMERS = Question("timers", TimersAsked, TimersDue)
CLOCK = Question("clock", OfSandbox, ClockSetting)
SET_CLOCK = Order("set-clock", ClockSet, ClockSetting)
