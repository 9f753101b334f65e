"""时钟: the sandbox's time, moved by one form, and what is due next."""

from collections.abc import Sequence

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.clock.act import obey, read_clock
from services.gateway.instruments.clock.show import SetClock, shown
from services.gateway.instruments.clock.timer import Position, next_timers, position_of
from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep
from services.gateway.peers.asking import Peers
from shared.errors import Problem
from shared.http.api import Page
from shared.instruments.contract.clock import Timer
from shared.pages.bodies import body_with
from shared.pages.visit import Visit, VisitDep
from shared.views import PageQuery, cursor_after

router = in_sandbox()
STEPS = {"minute": 60, "ten": 600, "hour": 3600, "day": 86_400, "week": 604_800}


@router.get("/clock")
async def show(visit: VisitDep, peers: PeersDep, page: Page) -> Response:
    """Now, and what is due when."""
    return await _page(visit, peers, page)


@router.post("/clock")
async def move(visit: VisitDep, peers: PeersDep, caller: CallerDep, hand: HandDep, page: Page) -> Response:
    """Advance, freeze, let run, or go to the next timer."""
    try:
        moved = await obey(caller, peers, hand, body_with(SetClock, _asked(visit.fields.get("do", ""))))
    except Problem as problem:
        return await _page(visit, peers, page, problem)
    return await _page(visit, peers, page, fired=moved.fired)


def _asked(do: str) -> dict[str, object]:
    """What a button means."""
    plain: dict[str, dict[str, object]] = {
        "freeze": {"freeze": True}, "run": {"freeze": False}, "real": {"real": True, "freeze": False},
        "next": {"to_next_timer": True},
    }  # fmt: skip
    return {"advance_seconds": STEPS[do]} if do in STEPS else plain.get(do, {})


async def _page(
    visit: Visit, peers: Peers, page: PageQuery, problem: Problem | None = None, fired: Sequence[Timer] = ()
) -> Response:
    clock = await read_clock(peers)
    timers, more = await next_timers(peers, page.limit, Position.of(page.after) if page.after else None)
    return visit.page(
        "clock.html", refused=problem, now=clock.now(), frozen=clock.frozen_at is not None, timers=shown(timers),
        fired=shown(fired), steps=STEPS, named=naming(visit), current="clock",
        next_cursor=cursor_after(str(position_of(timers[-1]))) if more else None,
    )  # fmt: skip
