"""Timers of a sandbox: what is due, and when."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from shared.clock import from_micros
from shared.context import current
from shared.http.host import Host
from shared.timers import Timer, timers_of


def routes(service: Host) -> APIRouter:
    """`/timers`: the sandbox's next ones, in the order of their times."""
    router, store = APIRouter(), service.store

    @router.get("/timers")
    async def list_timers(limit: Annotated[int, Query(ge=1, le=500)] = 200) -> dict[str, Any]:
        return {"items": [_shown(timer) for timer in await store.read_core(timers_of, current().sandbox, limit)]}

    return router


def _shown(timer: Timer) -> dict[str, Any]:
    at = from_micros(timer.due_at).isoformat()
    return {"at": at, "what": timer.kind, "key": timer.key, "journey": timer.journey}
