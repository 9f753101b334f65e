"""A service's inner door, `/internal`: for the gateway's control plane only, and only with the shared secret."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends

from shared.instruments import doors

if TYPE_CHECKING:
    from shared.service import Service


def control_router(service: "Service") -> APIRouter:
    """Journal, events, deliveries, counts, sandboxes and clocks of `service`."""

    async def caught_up() -> None:
        """Who asks what happened is told of all that did."""
        await service.catch_up()

    router = APIRouter(prefix="/internal", dependencies=[Depends(caught_up)])
    for part in (doors.journal, doors.traffic, doors.timers, doors.sandboxes):
        router.include_router(part.routes(service))
    return router
