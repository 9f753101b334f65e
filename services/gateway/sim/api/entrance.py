"""Who may use the control plane, and in which sandbox."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request

from services.gateway.sim.errors import SimTokenRequired
from services.gateway.sim.peers import Peers
from services.gateway.sim.watch import Caller
from shared.api import bearer_of, sandbox_by_token, service_state


async def enter(
    request: Request,
    sandbox: Annotated[
        str | None, Header(alias="Sim-Sandbox", description="Which sandbox; without it the token's, else `default`.")
    ] = None,
    sim_token: Annotated[
        str | None, Header(alias="Sim-Token", description="SHENTU_SIM_TOKEN, where it is set.")
    ] = None,
) -> None:
    """Check SHENTU_SIM_TOKEN where it is set; without `Sim-Sandbox`, a login's token tells the sandbox."""
    wanted = service_state(request).settings.sim_token
    if wanted and not any(_same(shown, wanted) for shown in (sim_token, bearer_of(request))):
        raise SimTokenRequired
    await sandbox_by_token(request)


def _same(shown: str | None, wanted: str) -> bool:
    return shown is not None and hmac.compare_digest(shown.encode(), wanted.encode())


async def _peers(request: Request) -> Peers:
    peers: Peers = service_state(request).api.state.peers
    return peers


async def _caller(request: Request) -> Caller:
    return Caller(service_state(request), request.receive)


PeersDep = Annotated[Peers, Depends(_peers)]
CallerDep = Annotated[Caller, Depends(_caller)]


def sim_router(tag: str) -> APIRouter:
    """A router of the control plane."""
    return APIRouter(prefix="/sim", tags=[tag], dependencies=[Depends(enter)])
