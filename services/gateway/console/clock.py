"""时钟: the sandbox's time, moved by one form, and what is due next."""

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.clock.act import list_timers, obey, read_clock
from services.gateway.instruments.clock.show import SetClock, shown
from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep
from services.gateway.peers.asking import Peers
from shared.errors import Problem
from shared.pages.bodies import body_with
from shared.pages.visit import Visit, VisitDep

router = in_sandbox()
STEPS = {"minute": 60, "ten": 600, "hour": 3600, "day": 86_400, "week": 604_800}


@router.get("/clock")
async def show(visit: VisitDep, peers: PeersDep) -> Response:
    """Now, and what is due when."""
    return await _page(visit, peers)


@router.post("/clock")
async def move(visit: VisitDep, peers: PeersDep, caller: CallerDep, hand: HandDep) -> Response:
    """Advance, freeze, let run, or go to the next timer."""
    try:
        await obey(caller, peers, hand, body_with(SetClock, _asked(visit.fields.get("do", ""))))
    except Problem as problem:
        return await _page(visit, peers, problem)
    return visit.to(f"/console/in/{visit.sandbox}/clock")


def _asked(do: str) -> dict[str, object]:
    """What a button means."""
    plain: dict[str, dict[str, object]] = {
        "freeze": {"freeze": True}, "run": {"freeze": False}, "real": {"real": True, "freeze": False},
        "next": {"to_next_timer": True},
    }  # fmt: skip
    return {"advance_seconds": STEPS[do]} if do in STEPS else plain.get(do, {})


async def _page(visit: Visit, peers: Peers, problem: Problem | None = None) -> Response:
    clock, timers = await read_clock(peers), await list_timers(peers)
    return visit.page(
        "clock.html", refused=problem, now=clock.now(), frozen=clock.frozen_at is not None, timers=shown(timers),
        steps=STEPS, named=naming(visit), current="clock",
    )  # fmt: skip
