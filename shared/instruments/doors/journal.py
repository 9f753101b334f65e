"""Journal, journeys, and what happened since."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from shared.clock import real_micros
from shared.context import current
from shared.http.api import Body
from shared.http.host import Host
from shared.journal.feed import end, lines_after
from shared.journal.journeys import journey_ids, summaries
from shared.journal.place import Place
from shared.journal.reading import RequestSearch, entries_of_journey, entries_of_journeys, entry, requests

LONGEST_WAIT = 20.0


class Journeys(Body):
    """Journeys to tell about."""

    journeys: list[str]


def routes(service: Host) -> APIRouter:
    """`/journal`, `/journeys`, `/feed`."""
    router = APIRouter()
    for part in (_journals, _journeys, _feed):
        router.include_router(part(service))
    return router


def _journals(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @router.get("/journal")
    async def journal(journey: str) -> dict[str, Any]:
        place = str(await store.glance(end))  # before the lines: whoever goes on from there misses nothing
        return {"place": place, "items": await store.read_core(entries_of_journey, current().sandbox, journey)}

    @router.post("/journal/lookup")
    async def lookup(body: Journeys) -> dict[str, Any]:
        return {"items": await store.read_core(entries_of_journeys, current().sandbox, body.journeys)}

    @router.get("/requests")
    async def list_requests(search: Annotated[RequestSearch, Query()]) -> dict[str, Any]:
        return {"items": await store.read_core(requests, current().sandbox, search)}

    return router


def _journeys(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @router.get("/journeys")
    async def list_journeys(
        before: str | None = None, q: str | None = None, limit: Annotated[int, Query(ge=1, le=500)] = 50
    ) -> dict[str, Any]:
        return {"items": await store.read_core(journey_ids, current().sandbox, before, q, limit)}

    @router.post("/journeys/summaries")
    async def summarise(body: Journeys) -> dict[str, Any]:
        return {"items": await store.read_core(summaries, current().sandbox, body.journeys)}

    return router


def _feed(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @router.get("/feed")
    async def feed(
        after: str | None = None, timeout: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 0
    ) -> dict[str, Any]:
        if after is None:
            return {"place": str(await store.glance(end)), "moved": []}
        place, moved = await service.follower.next_moves(Place.of(after), timeout)
        return {"place": str(place), "moved": sorted(moved)}

    @router.get("/feed/lines")
    async def lines(
        after: str, journey: str | None = None, limit: Annotated[int, Query(ge=1, le=1000)] = 500
    ) -> dict[str, Any]:
        rows = await store.glance(lines_after, Place.of(after), current().sandbox, limit, journey)
        return {"items": [entry(row) for row in rows]}

    @router.get("/feed/kept")
    async def kept() -> dict[str, Any]:
        return {"since": await store.read_core(service.keeping.oldest, current().sandbox, real_micros())}

    return router
