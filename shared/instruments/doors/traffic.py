"""Events, deliveries and their counts; dead deliveries can be tried again."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from shared.context import current
from shared.http.api import Body
from shared.http.host import Host
from shared.instruments.deliveries import retry_delivery
from shared.instruments.traffic import (
    DeliverySearch,
    EventSearch,
    deliveries,
    deliveries_by_event,
    envelope,
    events,
    events_by_id,
)
from shared.journal.counts import pending
from shared.journal.reading import entries_of_events


class Lookup(Body):
    """Events to tell about."""

    ids: list[str]


def routes(service: Host) -> APIRouter:
    """`/events`, `/deliveries`, `/pending`, `/subscriptions`."""
    router, store = APIRouter(), service.store
    subscriptions = sorted(event.TYPE for event in service.handlers)

    @router.get("/subscriptions")
    async def subscribed() -> dict[str, Any]:
        return {"items": subscriptions}

    @router.get("/pending")
    async def counts() -> dict[str, Any]:
        return {**await store.read_core(pending, current().sandbox), "subscriptions": subscriptions}

    @router.get("/events")
    async def list_events(search: Annotated[EventSearch, Query()]) -> dict[str, Any]:
        return {"items": await store.read_core(events, current().sandbox, search)}

    @router.post("/events/lookup")
    async def lookup(body: Lookup) -> dict[str, Any]:
        sandbox = current().sandbox
        return {
            "events": await store.read_core(events_by_id, sandbox, body.ids),
            "deliveries": await store.read_core(deliveries_by_event, sandbox, body.ids),
        }

    @router.get("/events/{event_id}")
    async def one_event(event_id: str) -> dict[str, Any]:
        sandbox = current().sandbox
        return {
            "envelope": await store.read_core(envelope, sandbox, event_id),
            "events": await store.read_core(events_by_id, sandbox, [event_id]),
            "deliveries": await store.read_core(deliveries_by_event, sandbox, [event_id]),
            "entries": await store.read_core(entries_of_events, sandbox, [event_id]),
        }

    @router.get("/deliveries")
    async def list_deliveries(search: Annotated[DeliverySearch, Query()]) -> dict[str, Any]:
        return {"items": await store.read_core(deliveries, current().sandbox, search)}

    @router.post("/deliveries/{event_id}/retry")
    async def retry(event_id: str) -> dict[str, Any]:
        found = await store.write(retry_delivery, event_id)
        service.timers.wake()
        return found

    return router
