"""How many texts one number may get from one sender: the windows providers impose (sister system)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from services.sms.rules.wordings import Kind

OVER_LIMIT = "isv.BUSINESS_LIMIT_CONTROL"


@dataclass(frozen=True, slots=True)
class Window:
    """At most `permits` texts within `length`."""

    length: timedelta
    permits: int
    detail: str


@cache
def windows(kind: Kind) -> tuple[Window, ...]:
    """The limits of codes or of notices; data, see `limits.toml`."""
    raw = tomllib.loads((Path(__file__).parent.parent / "limits.toml").read_text("utf-8"))
    return tuple(Window(timedelta(seconds=one["seconds"]), one["permits"], one["detail"]) for one in raw[kind])


def longest(kind: Kind) -> timedelta:
    """How far back sent texts count."""
    return max(window.length for window in windows(kind))


def exceeded(kind: Kind, sent: Sequence[datetime], now: datetime) -> Window | None:
    """The first window that another text at `now` would overrun, given when earlier ones were sent."""
    for window in windows(kind):
        if sum(moment > now - window.length for moment in sent) >= window.permits:
            return window
    return None
