"""Journal, journeys, and what happened since."""

from typing import Annotated

from fastapi import APIRouter, Query

from shared.clock import real_micros
from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.contract.exchanges import ExchangesKept
from shared.instruments.contract.journal import (
    ControlsAsked,
    FeedAsked,
    FeedEvents,
    FeedEventsAsked,
    FeedLinesAsked,
    JourneyAsked,
    JourneyLines,
    Kept,
    Lines,
    Moves,
    RequestsAsked,
)
from shared.instruments.contract.journeys import JourneysAsked, Parts
from shared.instruments.contract.said import Ids
from shared.instruments.reading import read_life
from shared.instruments.reading.controls import controls
from shared.instruments.reading.exchanges import exchanges_by_id
from shared.instruments.reading.fed import events_after
from shared.instruments.reading.journeys import journey_ids, parts
from shared.instruments.reading.lines import line_of, lines_of_journey, lines_of_journeys, requests
from shared.journal.feed import end, lines_after
from shared.journal.place import Place


def routes(service: Host) -> APIRouter:
    """`/journal`, `/requests`, `/controls`, `/journeys`, `/feed`."""
    router = APIRouter()
    for part in (_feed, _journals, _journeys):
        router.include_router(part(service))
    return router


def _journals(service: Host) -> APIRouter:
    router, store, me = APIRouter(), service.store, service.name

    @questions.JOURNAL.on(router)
    async def journal(asked: Annotated[JourneyAsked, Query()]) -> JourneyLines:
        place = str(await store.core_read(end))  # before the lines
        lines = await read_life(store, lines_of_journey, me, asked.journey)
        return JourneyLines(place=place, items=lines)

    @questions.JOURNALS.on(router)
    async def lookup(body: Ids) -> Lines:
        return Lines(items=await read_life(store, lines_of_journeys, me, body.items))

    @questions.REQUESTS.on(router)
    async def list_requests(asked: Annotated[RequestsAsked, Query()]) -> Lines:
        return Lines(items=await read_life(store, requests, me, asked))

    @questions.EXCHANGES.on(router)
    async def list_exchanges(body: Ids) -> ExchangesKept:
        return ExchangesKept(items=await read_life(store, exchanges_by_id, me, body.items))

    @questions.CONTROLS.on(router)
    async def list_controls(asked: Annotated[ControlsAsked, Query()]) -> Lines:
        return Lines(items=await read_life(store, controls, me, asked))

    return router


def _journeys(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @questions.JOURNEYS.on(router)
    async def list_journeys(asked: Annotated[JourneysAsked, Query()]) -> Ids:
        return Ids(items=await read_life(store, journey_ids, asked))

    @questions.SUMMARIES.on(router)
    async def summarise(body: Ids) -> Parts:
        return Parts(items=await read_life(store, parts, body.items))

    return router


def _feed(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @questions.FEED.on(router)
    async def feed(asked: Annotated[FeedAsked, Query()]) -> Moves:
        if asked.after is None:
            return Moves(place=str(await store.core_read(end)), moved=[])
        place, moved = await service.follower.next_moves(Place.of(asked.after), asked.timeout)
        return Moves(place=str(place), moved=sorted(moved))

    @questions.FEED_LINES.on(router)
    async def lines(asked: Annotated[FeedLinesAsked, Query()]) -> Lines:
        rows = await read_life(store, lines_after, Place.of(asked.after), asked.limit, asked.journey)
        return Lines(items=[line_of(row, service.name) for row in rows])

    @questions.FEED_EVENTS.on(router)
    async def events(asked: Annotated[FeedEventsAsked, Query()]) -> FeedEvents:
        place, envelopes = await read_life(store, events_after, Place.of(asked.after), asked.limit)
        return FeedEvents(place=str(place), items=envelopes)

    @questions.FEED_KEPT.on(router)
    async def kept() -> Kept:
        return Kept(since=await read_life(store, service.keeping.oldest, real_micros()))

    return router
