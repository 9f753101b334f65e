"""时钟: a sandbox's time, to freeze, to set and to advance."""

from datetime import datetime, timedelta

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from services.gateway.instruments.clock.act import Moved, list_timers, move_clock, move_to_next_timer
from services.gateway.instruments.clock.setting import EARLIEST, LATEST, Change, read_clock
from services.gateway.instruments.clock.timer import Timer
from services.gateway.instruments.entrance import CallerDep, PeersDep, sim_router
from shared.api import Body, View
from shared.clock import Clock, real_micros

router = sim_router("clock 时钟")

_ONE_WAY = {"zh": "to_next_timer 须单独使用：它已说明走到何时。"}
TEN_YEARS = 10 * 366 * 86_400


class SetClock(Body):
    """What to do: back to `real` time, then go to `now`, then `advance_seconds`; `freeze` or let run."""

    real: bool = False
    now: AwareDatetime | None = Field(default=None, strict=False, ge=EARLIEST, le=LATEST)
    advance_seconds: float = Field(default=0, ge=0, le=TEN_YEARS, allow_inf_nan=False, examples=[360])
    freeze: bool | None = None
    to_next_timer: bool = Field(default=False, description="To the moment of the next timer; not with the others.")

    @model_validator(mode="after")
    def _one_way(self) -> "SetClock":
        if self.to_next_timer and (self.real or self.now or self.advance_seconds):
            raise PydanticCustomError("one_way", "to_next_timer goes alone: it says where to go", _ONE_WAY)
        return self


class ClockView(View):
    """The sandbox's time, and how far it is ahead of real time."""

    now: datetime
    frozen: bool
    offset_seconds: float


class MovedView(ClockView):
    """Where it is now; `fired` was due on the way, in order; `next_timer` comes next, null when nothing is left."""

    fired: list[Timer]
    next_timer: Timer | None


class TimerList(View):
    """Everything that is due at some moment of the sandbox's clock, the next first."""

    items: list[Timer]
    next_cursor: None = None


@router.get("/clock")
async def show(peers: PeersDep) -> ClockView:
    """The sandbox's clock."""
    return _view(await read_clock(peers))


@router.put("/clock")
async def change(body: SetClock, caller: CallerDep, peers: PeersDep) -> MovedView:
    """Move the sandbox's clock in every service: codes, tokens, limits and retries follow it. Not beyond 2100.

    Forward it goes from timer to timer, and at each waits until nothing moves any more (5 seconds at most).
    """
    if body.to_next_timer:
        return _moved(await move_to_next_timer(caller, peers, body.freeze))
    wanted = Change(body.now, timedelta(seconds=body.advance_seconds), body.freeze, body.real)
    return _moved(await move_clock(caller, peers, wanted))


@router.get("/timers")
async def timers(peers: PeersDep) -> TimerList:
    """What is due when: retries, codes and link codes that run out."""
    return TimerList(items=await list_timers(peers))


def _moved(moved: Moved) -> MovedView:
    return MovedView(**_view(moved.clock).model_dump(), fired=moved.fired, next_timer=moved.next_timer)


def _view(clock: Clock) -> ClockView:
    offset = (clock.micros() - real_micros()) / 1_000_000
    return ClockView(now=clock.now(), frozen=clock.frozen_at is not None, offset_seconds=round(offset, 3))
