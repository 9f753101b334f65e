"""What a clock looks like, and what can be asked of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pydantic import AwareDatetime, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from services.gateway.instruments.clock.change import EARLIEST, LATEST, Change
from shared.http.api import Body
from shared.instruments.contract.clock import Timer
from shared.views import View

_ONE_WAY = {"zh": "to_next_timer 须单独使用：它已说明走到何时。"}


TEN_YEARS = 10 * 366 * 86_400


class SetClock(Body):
    """What to do: back to `real` time, then go to `now`, then `advance_seconds`; `freeze` or let run."""

    real: bool = False
    now: AwareDatetime | None = Field(default=None, strict=False, ge=EARLIEST, le=LATEST)
    advance_seconds: float = Field(default=0, ge=0, le=TEN_YEARS, allow_inf_nan=False, examples=[360])
    freeze: bool | None = None
    to_next_timer: bool = Field(default=False, description="To the moment of the next timer; not with the others.")

    def change(self) -> Change:
        """What is to become of the clock, where it is not to go to the next timer."""
        return Change(self.now, timedelta(seconds=self.advance_seconds), self.freeze, self.real)

    @model_validator(mode="after")
    def _one_way(self) -> "SetClock":
        if self.to_next_timer and (self.real or self.now or self.advance_seconds):
            raise PydanticCustomError("one_way", "to_next_timer goes alone: it says where to go", _ONE_WAY)
        return self


class TimerView(View):
    """定时: `what` is due at a moment of the sandbox's clock: a retry, a code that runs out, a link code …"""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    service: str
    what: str = Field(examples=["retry", "phone-code", "link-code"])
    journey: str | None = None


class ClockView(View):
    """The sandbox's time, and how far it is ahead of real time."""

    now: datetime
    frozen: bool
    offset_seconds: float


class MovedView(ClockView):
    """Where it is now; `fired` was due on the way, in order; `next_timer` comes next, null when nothing is left."""

    fired: list[TimerView]
    next_timer: TimerView | None


class TimerList(View):
    """A page of what is due at some moment of the sandbox's clock, the next first."""

    items: list[TimerView]
    next_cursor: str | None


def shown(timers: Iterable[Timer]) -> list[TimerView]:
    """What is due, as it is shown."""
    return [TimerView.model_validate(timer) for timer in timers]
