"""One clock everywhere: real by default, frozen or advanced per sandbox."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def real_micros() -> int:
    """Real time in µs since 1970-01-01 UTC."""
    return time.time_ns() // 1_000


def to_micros(moment: datetime) -> int:
    """An aware datetime as µs since 1970-01-01 UTC, exactly."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    """µs since 1970-01-01 UTC as an aware datetime in +08:00."""
    return (_EPOCH + timedelta(microseconds=micros)).astimezone(BEIJING)


@dataclass(frozen=True, slots=True)
class Clock:
    """A sandbox's clock: `offset` µs ahead of real time, or standing still at `frozen_at` µs."""

    offset: int = 0
    frozen_at: int | None = None

    def micros(self) -> int:
        """The sandbox's time in µs since 1970-01-01 UTC."""
        return self.at(real_micros())

    def at(self, real: int) -> int:
        """What it shows at a moment of real time, both in µs."""
        return self.frozen_at if self.frozen_at is not None else real + self.offset

    def now(self) -> datetime:
        """The sandbox's time, aware, +08:00."""
        return from_micros(self.micros())
