"""The console's first page of a sandbox: one search box, whether the counts agree, what moves, what is stuck."""

from starlette.responses import Response

from services.gateway.console.place import PeersDep, in_sandbox, of_all
from services.gateway.instruments.clock.act import read_clock
from services.gateway.instruments.journeys.act import list_journeys
from services.gateway.instruments.state.act import read_state
from services.gateway.traces.lookups.find_events import EventSearch, find_events
from shared.pages.visit import VisitDep

router = of_all()
inside = in_sandbox()
LATEST, STUCK = 10, 5


@router.get("")
async def enter(visit: VisitDep) -> Response:
    """The sandbox that was looked at last."""
    return visit.to(f"/console/in/{visit.sandbox}")


@inside.get("")
async def show(visit: VisitDep, peers: PeersDep) -> Response:
    """One sandbox at a glance."""
    latest = await list_journeys(peers, None, None, None, LATEST)
    dead = await find_events(peers, EventSearch(status="dead"), None, STUCK)
    now = (await read_clock(peers)).now()
    return visit.page(
        "home.html", state=await read_state(peers), journeys=latest.journeys, dead=dead.events,
        clock=now.strftime("%Y-%m-%d %H:%M"), unavailable=latest.unavailable, current="home",
    )  # fmt: skip
