"""What is due in a sandbox, and when."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class Timer(BaseModel):
    """定时: `what` is due at a moment of the sandbox's clock: a retry, a code that runs out, a link code …"""

    model_config = ConfigDict(frozen=True, extra="ignore")

    at: datetime
    service: str
    what: str = Field(examples=["retry", "phone-code", "link-code"])
    journey: str | None = None
    key: str = Field(exclude=True)


def in_order(timers: Iterable[Timer]) -> list[Timer]:
    """As they come."""
    return sorted(timers, key=lambda timer: (timer.at, timer.service, timer.key))
