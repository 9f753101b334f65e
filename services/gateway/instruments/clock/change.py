"""What a change makes of a clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.gateway.instruments.clock.errors import ClockTooLate
from shared.clock import Clock, to_micros

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""A clock can be set to what lies between; one that runs may go on from there by itself."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of the clock. `real` first, then `now`, then `advance`; `frozen` None leaves it as it is."""

    now: datetime | None = None
    advance: timedelta = timedelta(0)
    frozen: bool | None = None
    real: bool = False


def changed(clock: Clock, change: Change, real: int) -> Clock:
    """The clock after `change`, when real time is `real` µs. Raises ClockTooLate."""
    before = Clock() if change.real else clock
    shown = before.frozen_at if before.frozen_at is not None else real + before.offset
    moment = (to_micros(change.now) if change.now else shown) + change.advance // timedelta(microseconds=1)
    if moment > to_micros(LATEST):
        raise ClockTooLate(field="advance_seconds" if change.advance else "now", year=LATEST.year)
    frozen = before.frozen_at is not None if change.frozen is None else change.frozen
    return Clock(offset=moment - real, frozen_at=moment if frozen else None)
