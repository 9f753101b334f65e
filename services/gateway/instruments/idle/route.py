"""空闲: the server waits until nothing moves any more, so that tests neither sleep nor poll."""

from typing import Annotated

from fastapi import Query

from services.gateway.instruments.entrance import CallerDep, PeersDep, sim_router
from services.gateway.instruments.idle.act import wait_for_idle
from services.gateway.instruments.idle.show import Idle
from shared.context import current

router = sim_router("waiting 等待")

Timeout = Annotated[float, Query(ge=0, le=60, allow_inf_nan=False, description="Seconds, at most 60.")]


@router.get("/idle")
async def idle(caller: CallerDep, peers: PeersDep, timeout: Timeout = 10) -> Idle:
    """Returns once nothing is in flight in this sandbox: all sent, all received, no retry waiting.

    Webhooks count until each event was sent once; their retries do not. 408 `idle-timeout` lists what is in flight.
    A dead delivery waits for a person, and holds nothing up.
    """
    return Idle(sandbox=current().sandbox, events=await wait_for_idle(caller, peers, timeout))
