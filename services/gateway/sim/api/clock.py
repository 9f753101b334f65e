"""时钟: a sandbox's time, to freeze, to set and to advance."""

from datetime import datetime, timedelta

from pydantic import AwareDatetime, Field

from services.gateway.sim.actions.clock import EARLIEST, LATEST, Change, change_clock, read_clock
from services.gateway.sim.api.entrance import PeersDep, sim_router
from shared.api import Body, View
from shared.clock import Clock, real_micros

router = sim_router("clock 时钟")

TEN_YEARS = 10 * 366 * 86_400


class SetClock(Body):
    """What to do: back to `real` time, then go to `now`, then `advance_seconds`; `freeze` or let run."""

    real: bool = False
    now: AwareDatetime | None = Field(default=None, strict=False, ge=EARLIEST, le=LATEST)
    advance_seconds: float = Field(default=0, ge=0, le=TEN_YEARS, allow_inf_nan=False, examples=[360])
    freeze: bool | None = None


class ClockView(View):
    """The sandbox's time, and how far it is ahead of real time."""

    now: datetime
    frozen: bool
    offset_seconds: float


@router.get("/clock")
async def show(peers: PeersDep) -> ClockView:
    """The sandbox's clock."""
    return _view(await read_clock(peers))


@router.put("/clock")
async def change(body: SetClock, peers: PeersDep) -> ClockView:
    """Move the sandbox's clock in every service: codes, tokens, limits and retries follow it. Not beyond 2100."""
    wanted = Change(body.now, timedelta(seconds=body.advance_seconds), body.freeze, body.real)
    return _view(await change_clock(peers, wanted))


def _view(clock: Clock) -> ClockView:
    offset = (clock.micros() - real_micros()) / 1_000_000
    return ClockView(now=clock.now(), frozen=clock.frozen_at is not None, offset_seconds=round(offset, 3))
