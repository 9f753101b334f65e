"""Journal, journeys, and what happened since."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from shared.context import current
from shared.http.api import Body
from shared.http.host import Host
from shared.journal.feed import Place, end
from shared.journal.journeys import journey_ids, summaries
from shared.journal.reading import RequestSearch, entries_of_journey, requests

LONGEST_WAIT = 20.0


class Journeys(Body):
    """Journeys to tell about."""

    journeys: list[str]


def routes(service: Host) -> APIRouter:
    """`/journal`, `/journeys`, `/feed`."""
    router, store = APIRouter(), service.store

    @router.get("/journal")
    async def journal(journey: str) -> dict[str, Any]:
        return {"items": await store.read_core(entries_of_journey, current().sandbox, journey)}

    @router.get("/requests")
    async def list_requests(search: Annotated[RequestSearch, Query()]) -> dict[str, Any]:
        return {"items": await store.read_core(requests, current().sandbox, search)}

    @router.get("/journeys")
    async def list_journeys(
        before: str | None = None, q: str | None = None, limit: Annotated[int, Query(ge=1, le=500)] = 50
    ) -> dict[str, Any]:
        return {"items": await store.read_core(journey_ids, current().sandbox, before, q, limit)}

    @router.post("/journeys/summaries")
    async def summarise(body: Journeys) -> dict[str, Any]:
        return {"items": await store.read_core(summaries, current().sandbox, body.journeys)}

    @router.get("/feed")
    async def feed(
        after: str | None = None, timeout: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 0
    ) -> dict[str, Any]:
        if after is None:
            return {"place": str(await store.glance(end)), "moved": []}
        place, moved = await service.follower.next_moves(Place.of(after), timeout)
        return {"place": str(place), "moved": sorted(moved)}

    return router
