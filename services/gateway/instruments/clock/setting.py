"""A sandbox's time in all services at once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.gateway.instruments.clock.errors import ClockTooLate
from services.gateway.peers.asking import HERE, Peers
from shared.clock import Clock, to_micros
from shared.context import current

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""A clock can be set to what lies between; one that runs may go on from there by itself."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of the clock. `real` first, then `now`, then `advance`; `frozen` None leaves it as it is."""

    now: datetime | None = None
    advance: timedelta = timedelta(0)
    frozen: bool | None = None
    real: bool = False


async def read_clock(peers: Peers) -> Clock:
    """The current sandbox's clock."""
    said = await peers.ask(HERE, "GET", f"/internal/sandboxes/{current().sandbox}/clock")
    return Clock(offset=said["offset"], frozen_at=said["frozen_at"])


async def set_clock(peers: Peers, clock: Clock) -> Clock:
    """Set it everywhere, to the same µs. Raises UpstreamUnavailable: then ask again."""
    path = f"/internal/sandboxes/{current().sandbox}/clock"
    body = {"offset": clock.offset, "frozen_at": clock.frozen_at}
    # The gateway's clock is read first and moved last: a change that broke off half way can simply be repeated.
    (await peers.ask_all("PUT", path, names=peers.behind, body=body)).everybody()
    await peers.ask(HERE, "PUT", path, body=body)
    return clock


def changed(clock: Clock, change: Change, real: int) -> Clock:
    """The clock after `change`, when real time is `real` µs. Raises ClockTooLate."""
    before = Clock() if change.real else clock
    shown = before.frozen_at if before.frozen_at is not None else real + before.offset
    moment = (to_micros(change.now) if change.now else shown) + change.advance // timedelta(microseconds=1)
    if moment > to_micros(LATEST):
        raise ClockTooLate(field="advance_seconds" if change.advance else "now", year=LATEST.year)
    frozen = before.frozen_at is not None if change.frozen is None else change.frozen
    return Clock(offset=moment - real, frozen_at=moment if frozen else None)
