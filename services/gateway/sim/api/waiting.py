"""等待: the server waits, so that tests neither sleep nor poll."""

from typing import Annotated

from fastapi import Query

from services.gateway.sim.actions.find_events import Wanted
from services.gateway.sim.actions.wait_for_event import wait_for_event
from services.gateway.sim.actions.wait_for_idle import wait_for_idle
from services.gateway.sim.api.entrance import CallerDep, PeersDep, sim_router
from services.gateway.sim.api.event_type import check_event_type
from services.gateway.sim.errors import NothingToWaitFor
from services.gateway.sim.rules.event import SeenEnvelope
from services.gateway.sim.rules.event_status import EventStatus
from shared.api import View
from shared.context import current

router = sim_router("waiting 等待")

Timeout = Annotated[float, Query(ge=0, le=60, allow_inf_nan=False, description="Seconds, at most 60.")]


class Idle(View):
    """Nothing is in flight; `events` counts what was emitted so far, by type."""

    status: str = "idle"
    sandbox: str
    events: dict[str, int]


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
    found = await wait_for_event(caller, peers, Wanted(type=event, journey=journey, status=status), after, timeout)
    current().journey = found.journey
    return found


@router.get("/idle")
async def idle(caller: CallerDep, peers: PeersDep, timeout: Timeout = 10) -> Idle:
    """Returns once nothing is in flight in this sandbox: all sent, all received, no retry waiting.

    408 `idle-timeout` lists what is. A dead delivery waits for a person, and holds nothing up.
    """
    return Idle(sandbox=current().sandbox, events=await wait_for_idle(caller, peers, timeout))
