"""The first page: what this is, who one can be, and what to click next."""

from fastapi import Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from services.gateway.instruments.entrance import PeersDep
from services.gateway.instruments.journeys.act import JourneySearch, list_journeys, read_trace
from services.gateway.pages.next_click import NextClick, next_click
from services.gateway.pages.place import PLACE
from services.gateway.peers.asking import Peers
from services.gateway.portal.seed import personas
from services.gateway.traces.rules.expected import expected_of
from shared.errors import Problem
from shared.pages.place import PORTAL
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)

# The addresses of the interfaces' own pages; what each is called stands in words.toml.
DOCUMENTS = ("portal/docs", "hall/docs", "review/docs", "sms/docs", "sim/docs", "asyncapi.json", "readyz")


@router.get("/")
async def landing(visit: VisitDep, request: Request, peers: PeersDep) -> Response:
    """Nobody needs to be logged in, and nothing is loaded from elsewhere."""
    people = personas()
    return visit.page(
        "landing.html", personas=people["account"], platform=people["platform"], password=people["password"],
        portal=PORTAL, documents=DOCUMENTS, origin=str(request.base_url).rstrip("/"),
        next=await _next(peers, visit.sandbox),
    )  # fmt: skip


@router.get("/docs")
async def docs() -> Response:
    """The first page lists the documentation of each service."""
    return RedirectResponse("/#docs")  # the door puts the path before it


async def _next(peers: Peers, sandbox: str) -> NextClick | None:
    """Of the newest journey; None before the first one, and while a service is away: the page comes all the same."""
    try:
        newest = (await list_journeys(peers, JourneySearch(), None, 1)).journeys
        trace = await read_trace(peers, newest[0].journey) if newest else None
    except Problem:
        return None
    return next_click(sandbox, trace.journey, expected_of(trace.steps)) if trace else None
