"""事件: what was published and what became of it."""

from collections.abc import Mapping

from pydantic import ValidationError
from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import PeersDep
from services.gateway.instruments.events.show import EventsQuery
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.lookups.find_events import EventSearch, find_events
from services.gateway.traces.rules.became import Outcome
from shared.errors import Problem, RequestInvalid
from shared.events.published import event_types
from shared.http.api import Page
from shared.pages.visit import VisitDep
from shared.views import cursor_after

router = in_sandbox()
ONE_OF = ("type", "not_type", "service", "consumer", "status")
SEVERAL = ("type", "not_type", "where")
SERVICES = ("hall", "review", "sms")
STATUSES = ("emitted", "published", "retrying", "dead", "handled")


@router.get("/events")
async def list_events(visit: VisitDep, peers: PeersDep, page: Page) -> Response:
    """Newest first; narrowed as `/sim/events` is, by the same names in the address."""
    given = {name: visit.request.query_params.get(name, "").strip() for name in (*ONE_OF, "where")}
    search, refused = EventSearch(), None
    try:
        search = _search(given)
    except (Problem, ValidationError) as problem:  # an address that somebody changed by hand
        refused = problem if isinstance(problem, Problem) else RequestInvalid()
    found = await find_events(peers, search, page.after, page.limit)
    return visit.page(
        "events.html", events=found.events, given=given, types=sorted(event_types()), statuses=STATUSES,
        services=SERVICES, refused=refused, next_cursor=cursor_after(found.before) if found.before else None,
        named=naming(visit), current="events",
    )  # fmt: skip


def _search(given: Mapping[str, str]) -> EventSearch:
    """From the fields that were filled in; raises RequestInvalid."""
    filled = {name: [value] if name in SEVERAL else value for name, value in given.items() if value}
    query = EventsQuery.model_validate(filled)
    return query.search()


@router.get("/events/{event_id}")
async def show(visit: VisitDep, peers: PeersDep, event_id: str, became: Outcome | None = None) -> Response:
    """One event: its envelope, and every attempt at each consumer; what `became` of it, after it was sent by hand."""
    event = await describe_event(peers, event_id)
    return visit.page("event.html", event=event, became=became, named=naming(visit), current="events")
