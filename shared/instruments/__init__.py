"""A service's inner door, `/internal`: for the gateway's control plane only, and only with the shared secret."""

from collections.abc import Sequence

from fastapi import Depends, FastAPI
from fastapi.params import Depends as Dependency

from shared.http.host import Host
from shared.instruments import doors
from shared.instruments.questions import PREFIX


def include_control(api: FastAPI, service: Host, dependencies: Sequence[Dependency]) -> None:
    """Journal, events, deliveries, counts, sandboxes and clocks of `service`; who asks has to pass these."""

    async def caught_up() -> None:
        """Who asks what happened is told of all that did."""
        await service.catch_up()

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
        doors.carrying,
    ):
        # Straight into the application: what lies in a router in a router is made ready at the start, time after time.
        api.include_router(
            part.routes(service),
            prefix=PREFIX,
            include_in_schema=False,
            dependencies=[*dependencies, Depends(caught_up)],
        )
