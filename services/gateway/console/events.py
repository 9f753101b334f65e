"""事件: what was published and what became of it; dead deliveries, and another try for them."""

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import HandDep, PeersDep
from services.gateway.instruments.events.act import retry_delivery
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.lookups.find_events import EventSearch, find_events
from services.gateway.traces.rules.event_status import EventStatus
from shared.errors import Problem
from shared.events.base import event_types
from shared.http.api import Page, cursor_after
from shared.pages.visit import VisitDep

router = in_sandbox()
STATUSES = ("emitted", "published", "retrying", "dead", "handled")


@router.get("/events")
async def list_events(
    visit: VisitDep,
    peers: PeersDep,
    page: Page,
    type: str = "",  # noqa: A002
    status: EventStatus | None = None,
) -> Response:
    """Newest first; of one type or status when named."""
    search = EventSearch(type=type or None, status=status)
    found = await find_events(peers, search, page.after, page.limit)
    return visit.page(
        "events.html", events=found.events, type=type, chosen=status or "", types=sorted(event_types()),
        statuses=STATUSES, next_cursor=cursor_after(found.before) if found.before else None, named=naming(visit),
        current="events",
    )  # fmt: skip


@router.get("/dead-letters")
async def list_dead(visit: VisitDep, peers: PeersDep, page: Page) -> Response:
    """搁置的投递: those that were given up, and those that wait for another try."""
    dead = await find_events(peers, EventSearch(status="dead"), page.after, page.limit)
    retrying = await find_events(peers, EventSearch(status="retrying"), None, page.limit)
    return visit.page(
        "dead_letters.html", dead=dead.events, retrying=retrying.events,
        next_cursor=cursor_after(dead.before) if dead.before else None, named=naming(visit), current="dead",
    )  # fmt: skip


@router.get("/events/{event_id}")
async def show(visit: VisitDep, peers: PeersDep, event_id: str) -> Response:
    """One event: its envelope, and every attempt at each consumer."""
    event = await describe_event(peers, event_id)
    return visit.page("event.html", event=event, named=naming(visit), current="events")


@router.post("/events/{event_id}/retry")
async def retry(visit: VisitDep, peers: PeersDep, hand: HandDep, event_id: str) -> Response:
    """Try a delivery again now, and look at what became of it."""
    try:
        await retry_delivery(peers, hand, event_id, visit.fields.get("consumer") or None)
    except Problem as problem:
        event = await describe_event(peers, event_id)
        return visit.page("event.html", refused=problem, event=event, named=naming(visit), current="events")
    return visit.to(f"/console/in/{visit.sandbox}/events/{event_id}")
