"""Events, deliveries and their counts."""

from typing import Annotated

from fastapi import APIRouter, Query

from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.contract.said import Ids
from shared.instruments.contract.traffic import (
    DeliveriesAsked,
    Envelopes,
    EventsAsked,
    Pending,
    ReceivedEvents,
    RecordedEvents,
    Traffic,
    WholeEvent,
)
from shared.instruments.reading import read_life
from shared.instruments.reading.counts import pending
from shared.instruments.reading.lines import lines_of_events
from shared.instruments.reading.traffic import (
    deliveries,
    deliveries_by_event,
    envelope,
    envelopes,
    events,
    events_by_id,
)


def routes(service: Host) -> APIRouter:
    """`/events`, `/deliveries`, `/pending`, `/subscriptions`."""
    router, store, me = APIRouter(), service.store, service.name
    subscriptions = sorted(event.TYPE for event in service.handlers)

    @questions.SUBSCRIPTIONS.on(router)
    async def subscribed() -> Ids:
        return Ids(items=subscriptions)

    @questions.PENDING.on(router)
    async def counts() -> Pending:
        return await read_life(store, pending, subscriptions)

    @questions.EVENTS.on(router)
    async def list_events(asked: Annotated[EventsAsked, Query()]) -> RecordedEvents:
        return RecordedEvents(items=await read_life(store, events, asked))

    @questions.EVENTS_BY_ID.on(router)
    async def lookup(body: Ids) -> Traffic:
        return Traffic(
            events=await read_life(store, events_by_id, body.items),
            deliveries=await read_life(store, deliveries_by_event, me, body.items),
        )

    @questions.ENVELOPES.on(router)
    async def list_envelopes(body: Ids) -> Envelopes:
        return Envelopes(items=await read_life(store, envelopes, body.items))

    @questions.EVENT.on(router)
    async def one_event(event_id: str) -> WholeEvent:
        return WholeEvent(
            envelope=await read_life(store, envelope, event_id),
            events=await read_life(store, events_by_id, [event_id]),
            deliveries=await read_life(store, deliveries_by_event, me, [event_id]),
            lines=await read_life(store, lines_of_events, me, [event_id]),
        )

    @questions.DELIVERIES.on(router)
    async def list_deliveries(asked: Annotated[DeliveriesAsked, Query()]) -> ReceivedEvents:
        return ReceivedEvents(items=await read_life(store, deliveries, me, asked))

    return router
