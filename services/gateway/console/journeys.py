"""旅程: the sandbox's journeys, newest first; every filter stands in the address."""

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import PeersDep
from services.gateway.instruments.journeys.act import JourneySearch, list_journeys
from shared.http.api import Page
from shared.pages.visit import VisitDep
from shared.views import cursor_after

router = in_sandbox()
STATES = ("draft", "confirmed", "pushed", "basic", "editing", "submitted", "in-review", "withdrawn")
FARES = ("in-flight", "retrying", "dead", "handled")


@router.get("/journeys")
async def show(visit: VisitDep, peers: PeersDep, page: Page, q: str = "", status: str = "") -> Response:
    """`?q=` finds a number, a project, the last four digits of a phone, an event's id, a text's words."""
    search = JourneySearch(q=q.strip() or None, status=status or None)
    found = await list_journeys(peers, search, page.after, page.limit)
    return visit.page(
        "journeys.html", journeys=found.journeys, unavailable=found.unavailable, q=q, chosen=status,
        next_cursor=cursor_after(found.before) if found.before else None, states=STATES, fares=FARES,
        named=naming(visit), current="journeys",
    )  # fmt: skip
