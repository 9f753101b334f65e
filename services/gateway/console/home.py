"""The console's first page of a sandbox: one search box, whether the counts agree, what moves, what is stuck."""

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox, of_all
from services.gateway.instruments.entrance import PeersDep
from services.gateway.instruments.journeys.act import JourneySearch, list_journeys
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
    latest = await list_journeys(peers, JourneySearch(), None, LATEST)
    dead = await find_events(peers, EventSearch(status="dead"), None, STUCK)
    return visit.page(
        "home.html", state=await read_state(peers), journeys=latest.journeys, dead=dead.events,
        unavailable=latest.unavailable, named=naming(visit), current="home",
    )  # fmt: skip
