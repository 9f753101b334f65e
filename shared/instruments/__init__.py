"""A service's inner door, `/internal`: for the gateway's control plane only, and only with the shared secret."""

from fastapi import APIRouter, Depends

from shared.http.host import Host
from shared.instruments import doors
from shared.instruments.questions import PREFIX


def control_router(service: Host) -> APIRouter:
    """Journal, events, deliveries, counts, sandboxes and clocks of `service`."""

    async def caught_up() -> None:
        """Who asks what happened is told of all that did."""
        await service.catch_up()

    router = APIRouter(prefix=PREFIX, dependencies=[Depends(caught_up)])
    for part in (
        doors.journal,
        doors.traffic,
        doors.hands,
        doors.inventory,
        doors.timers,
        doors.sandboxes,
        doors.faults,
        doors.problems,
        doors.marks,
        doors.measured,
    ):
        router.include_router(part.routes(service))
    return router
