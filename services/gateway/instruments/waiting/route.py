"""等待: the server waits, so that tests neither sleep nor poll."""

from typing import Annotated

from fastapi import Query

from services.gateway.instruments.entrance import CallerDep, PeersDep, sim_router
from services.gateway.instruments.event_type import check_event_type
from services.gateway.instruments.waiting.act import wait_for_event
from services.gateway.instruments.waiting.errors import NothingToWaitFor
from services.gateway.traces.lookups.find_events import EventSearch
from services.gateway.traces.rules.event import SeenEnvelope
from services.gateway.traces.rules.event_status import EventStatus
from shared.context import current

router = sim_router("waiting 等待")

Timeout = Annotated[float, Query(ge=0, le=60, allow_inf_nan=False, description="Seconds, at most 60.")]


@router.get("/wait")
async def wait(
    caller: CallerDep,
    peers: PeersDep,
    journey: Annotated[str | None, Query(min_length=1, max_length=80)] = None,
    event: Annotated[str | None, Query(description="Its type, e.g. `review.project.pushed`.", max_length=80)] = None,
    status: EventStatus = "emitted",
    after: Annotated[
        str | None, Query(max_length=80, description="Only events recorded after this one (its id).")
    ] = None,
    timeout: Timeout = 10,
) -> SeenEnvelope:
    """The event, as soon as it is there, or at once if it already is: the newest one that matches.

    `status` handled waits until every consumer handled it. 408 `wait-timeout` says what did happen and where it
    stopped.
    """
    if journey is None and event is None:
        raise NothingToWaitFor
    check_event_type(event, "/query/event")
    found = await wait_for_event(caller, peers, EventSearch(type=event, journey=journey, status=status), after, timeout)
    current().journey = found.journey
    return found
