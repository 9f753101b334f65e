"""What testers do by hand: dead letters looked at, tried again and edited; events sent again, or composed."""

import asyncio
from dataclasses import replace

from fastapi import APIRouter

from shared.context import current, entered
from shared.errors import Problem
from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.contract.hands import (
    Cause,
    DeadAsked,
    DeadCounts,
    DeadLetters,
    Edited,
    EditWanted,
    EventSent,
    EventWanted,
)
from shared.instruments.contract.said import Ids
from shared.instruments.contract.traffic import Retried
from shared.instruments.deliveries import retry_delivery
from shared.instruments.editing import edit_delivery
from shared.instruments.reading import read_life
from shared.instruments.reading.dead import dead_counts, dead_letters
from shared.instruments.sending import in_the_name, record_by_hand, repeat, send_again


def routes(service: Host) -> APIRouter:
    """`/dead-letters`, `/deliveries/…`, `/events/…`."""
    router = APIRouter()
    for part in (_dead, _kept, _events):
        router.include_router(part(service))
    return router


def _dead(service: Host) -> APIRouter:
    router, store, me = APIRouter(), service.store, service.name

    @questions.DEAD.on(router)
    async def list_dead(body: DeadAsked) -> DeadLetters:
        return DeadLetters(items=await read_life(store, dead_letters, me, body))

    @questions.DEAD_COUNTS.on(router)
    async def count_dead() -> DeadCounts:
        return DeadCounts(items=await read_life(store, dead_counts, me))

    return router


def _kept(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    async def tried(event_id: str) -> str | None:
        """Each in a transaction, and a journey, of its own; what was handled meanwhile stays as it is."""
        with entered(replace(current(), journey=None)):
            try:
                return (await store.write(retry_delivery, event_id)).event_id
            except Problem as problem:
                if problem.status >= 500:
                    raise
                return None

    @questions.RETRY.on(router)
    async def retry(event_id: str) -> Retried:
        found = await store.write(retry_delivery, event_id)
        service.timers.wake()
        return found

    @questions.RETRY_ALL.on(router)
    async def retry_all(body: Ids) -> Ids:
        done = await asyncio.gather(*map(tried, body.items))
        service.timers.wake()
        return Ids(items=[one for one in done if one is not None])

    @questions.EDIT.on(router)
    async def edit(event_id: str, body: EditWanted) -> Edited:
        found = await store.write(edit_delivery, event_id, body.data)
        service.timers.wake()
        return found

    return router


def _events(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @questions.SEND_AGAIN.on(router)
    async def again(event_id: str) -> EventSent:
        found = await store.write(send_again, event_id)
        store.recorded.notify()
        return found

    @questions.RECORD.on(router)
    async def record(body: EventWanted) -> EventSent:
        with entered(in_the_name(current(), body.cause, body.journey)):
            return await store.write(record_by_hand, body)

    @questions.REPEAT.on(router)
    async def repeat_event(event_id: str, body: Cause) -> EventSent:
        with entered(in_the_name(current(), body.cause)):
            return await store.write(repeat, event_id)

    return router
