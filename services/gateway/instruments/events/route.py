"""事件: what was published, and what became of it at each consumer."""

from typing import Annotated

from fastapi import Path, Query

from services.gateway.instruments.entrance import HandDep, PeersDep, sim_router
from services.gateway.instruments.event_type import check_event_type
from services.gateway.instruments.events.act import retry_delivery
from services.gateway.instruments.events.show import EventList, RetriedView, Retry
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.lookups.find_events import EventSearch, find_events
from services.gateway.traces.rules.event import SeenEnvelope
from services.gateway.traces.rules.event_status import EventStatus
from shared.http.api import Page, cursor_after

router = sim_router("events 事件")


@router.get("/events")
async def list_events(
    peers: PeersDep,
    page: Page,
    event_type: Annotated[str | None, Query(alias="type", max_length=80)] = None,
    status: EventStatus | None = None,
    journey: Annotated[str | None, Query(max_length=80)] = None,
) -> EventList:
    """The sandbox's events, newest first. Sifting by status, a page may be short and still have a `next_cursor`."""
    check_event_type(event_type, "/query/type")
    search = EventSearch(type=event_type, journey=journey, status=status)
    found = await find_events(peers, search, page.after, page.limit)
    next_cursor = cursor_after(found.before) if found.before else None
    return EventList(items=found.events, next_cursor=next_cursor, unavailable=found.unavailable)


@router.get("/events/{event_id}")
async def show(peers: PeersDep, event_id: Annotated[str, Path(max_length=80)]) -> SeenEnvelope:
    """One event: its envelope (secrets and personal data masked), and every attempt at each consumer."""
    return await describe_event(peers, event_id)


@router.post("/events/{event_id}/retry")
async def retry(
    peers: PeersDep, hand: HandDep, event_id: Annotated[str, Path(max_length=80)], body: Retry | None = None
) -> RetriedView:
    """Have a delivery tried again now: one that was given up (`dead`), or that waits for its next attempt."""
    consumer, found = await retry_delivery(peers, hand, event_id, (body or Retry()).consumer)
    return RetriedView(consumer=consumer, **found.model_dump())
