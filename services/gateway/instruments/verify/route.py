"""判定: whether what was expected of a journey has happened, in sentences."""

from typing import Annotated

from fastapi import Path

from services.gateway.instruments.entrance import CallerDep, PeersDep, sim_router
from services.gateway.instruments.verify import act
from services.gateway.instruments.verify.show import Made, VerifiedView, Verify
from shared.context import current

router = sim_router("verify 判定")


@router.post("/verify")
async def verify(caller: CallerDep, peers: PeersDep, body: Verify) -> VerifiedView:
    """200 whether or not it is so: `passed` says it, and `detail` of each expectation why, with the closest step."""
    current().journey = body.journey
    return await act.verify(caller, peers, body)


@router.post("/journeys/{journey}/expectation")
async def make(peers: PeersDep, journey: Annotated[str, Path(max_length=80)]) -> Made:
    """A body for `POST /sim/verify` made of what happened, without ids and times: a good run becomes a test."""
    return await act.make_expectation(peers, journey)
