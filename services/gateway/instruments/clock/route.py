"""时钟: a sandbox's time, to freeze, to set and to advance."""

from services.gateway.instruments.clock.act import Moved, obey, read_clock
from services.gateway.instruments.clock.show import ClockView, MovedView, SetClock, TimerList, shown
from services.gateway.instruments.clock.timer import Position, next_timers, position_of
from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep, sim_router
from shared.clock import Clock, real_micros
from shared.http.api import Page
from shared.views import cursor_after

router = sim_router("clock 时钟")


@router.get("/clock")
async def show(peers: PeersDep) -> ClockView:
    """The sandbox's clock."""
    return _view(await read_clock(peers))


@router.put("/clock")
async def change(body: SetClock, caller: CallerDep, peers: PeersDep, hand: HandDep) -> MovedView:
    """Move the sandbox's clock in every service: codes, tokens, limits and retries follow it. Not beyond 2100.

    Forward it goes from timer to timer, and at each waits until nothing moves any more (5 seconds at most); for what
    webhooks tell, 5 seconds in all.
    """
    return _moved(await obey(caller, peers, hand, body))


@router.get("/timers")
async def timers(peers: PeersDep, page: Page) -> TimerList:
    """What is due when: retries, codes and link codes that run out."""
    found, more = await next_timers(peers, page.limit, Position.of(page.after) if page.after else None)
    return TimerList(items=shown(found), next_cursor=cursor_after(str(position_of(found[-1]))) if more else None)


def _moved(moved: Moved) -> MovedView:
    upcoming = shown([moved.next_timer]) if moved.next_timer else [None]
    return MovedView(**_view(moved.clock).model_dump(), fired=shown(moved.fired), next_timer=upcoming[0])


def _view(clock: Clock) -> ClockView:
    offset = (clock.micros() - real_micros()) / 1_000_000
    return ClockView(now=clock.now(), frozen=clock.frozen_at is not None, offset_seconds=round(offset, 3))
