"""事件: what was published, what became of it at each consumer, another try; and events sent by hand."""

from typing import Annotated

from fastapi import Path, Query

from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep, sim_router
from services.gateway.instruments.events.act import retry_delivery
from services.gateway.instruments.events.sending import compose, replay
from services.gateway.instruments.events.show import (
    Compose,
    EventList,
    EventsQuery,
    Replay,
    RetriedView,
    Retry,
    SentView,
)
from services.gateway.instruments.events.shown import retried_view, sent_view
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.lookups.find_events import find_events
from services.gateway.traces.rules.event import SeenEnvelope
from shared.http.api import Page
from shared.views import cursor_after

router = sim_router("events 事件")

EventId = Annotated[str, Path(max_length=80)]
Timeout = Annotated[
    float,
    Query(ge=0, le=60, allow_inf_nan=False, description="Seconds to wait for what becomes of it, at most 60."),
]


@router.get("/events")
async def list_events(peers: PeersDep, page: Page, asked: Annotated[EventsQuery, Query()]) -> EventList:
    """The sandbox's events, newest first. Filters combine; sifting, a page may be short and still have a `next_cursor`.

    `where` looks into the envelope as it is shown: `/data/scenario:buildings`, `/journey:…`; all of several must hold.
    """
    search = asked.search()
    found = await find_events(peers, search, page.after, page.limit)
    next_cursor = cursor_after(found.before) if found.before else None
    return EventList(items=found.events, next_cursor=next_cursor, unavailable=found.unavailable)


@router.post("/events", status_code=201)
async def send(caller: CallerDep, peers: PeersDep, hand: HandDep, body: Compose, timeout: Timeout = 10) -> SentView:
    """Send an event by hand, as if its publisher had recorded it; its schema is that of `/asyncapi.json`."""
    return sent_view(await compose(caller, peers, hand, body, timeout))


@router.get("/events/{event_id}")
async def show(peers: PeersDep, event_id: EventId) -> SeenEnvelope:
    """One event: its envelope (secrets and personal data masked), and every attempt at each consumer."""
    return await describe_event(peers, event_id)


@router.post("/events/{event_id}/retry")
async def retry(
    caller: CallerDep, peers: PeersDep, hand: HandDep, event_id: EventId, body: Retry | None = None,
    timeout: Timeout = 10,
) -> RetriedView:  # fmt: skip
    """Have a delivery tried again now: one that was given up (`dead`), or that waits for its next attempt.

    With `data` it says that from now on, at this consumer only; who changed what stands in the journey.
    """
    return retried_view(*await retry_delivery(caller, peers, hand, event_id, body or Retry(), timeout))


@router.post("/events/{event_id}/replay")
async def send_again(
    caller: CallerDep, peers: PeersDep, hand: HandDep, event_id: EventId, body: Replay, timeout: Timeout = 10
) -> SentView:
    """Send an event once more: the `same`, which inboxes recognise as a duplicate, or what it says as a `new` one."""
    return sent_view(await replay(caller, peers, hand, event_id, body, timeout))
