"""事件: what was published and what became of it."""

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import PeersDep
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.lookups.find_events import EventSearch, find_events
from services.gateway.traces.rules.became import Outcome
from services.gateway.traces.rules.event_status import EventStatus
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


@router.get("/events/{event_id}")
async def show(visit: VisitDep, peers: PeersDep, event_id: str, became: Outcome | None = None) -> Response:
    """One event: its envelope, and every attempt at each consumer; what `became` of it, after it was sent by hand."""
    event = await describe_event(peers, event_id)
    return visit.page("event.html", event=event, became=became, named=naming(visit), current="events")
