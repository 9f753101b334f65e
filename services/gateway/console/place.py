"""Where the console lives, and how a page looks into the sandbox that its address names."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from services.gateway.peers.asking import Peers
from services.gateway.peers.everywhere import Everywhere
from shared.http.host import host_of
from shared.pages.place import SIM, Place
from shared.pages.route import router_of
from shared.pages.session import enter_sandbox, sim_allowed

PLACE = Place("console", Path(__file__).parent, "console", login=SIM, home="/console")


async def _enter(request: Request, sandbox: str) -> None:
    await sim_allowed(request)
    await enter_sandbox(request, sandbox)


def in_sandbox() -> APIRouter:
    """A router of pages under `/console/in/{sandbox}`; what they call is what `/sim` calls."""
    return router_of(PLACE, prefix="/console/in/{sandbox}", dependencies=[Depends(_enter)])


def of_all() -> APIRouter:
    """A router of pages about all sandboxes."""
    return router_of(PLACE, prefix="/console", dependencies=[Depends(sim_allowed)])


async def _peers(request: Request) -> Peers:
    peers: Peers = host_of(request).api.state.peers
    return peers


async def _everywhere(request: Request) -> Everywhere:
    everywhere: Everywhere = host_of(request).api.state.everywhere
    return everywhere


PeersDep = Annotated[Peers, Depends(_peers)]
EverywhereDep = Annotated[Everywhere, Depends(_everywhere)]
