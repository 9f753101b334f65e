"""Who may use the control plane, and in which sandbox."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request

from services.gateway.hands.hand import Hand
from services.gateway.instruments.actor import ActorHeader, actor_named
from services.gateway.peers.asking import Peers
from services.gateway.peers.everywhere import Everywhere
from services.gateway.peers.watch import Caller
from services.gateway.webhooks.runner import Webhooks
from shared.context import current
from shared.errors import SandboxUnknown
from shared.http.api import sandbox_by_token
from shared.http.host import host_of
from shared.http.page_paths import page_of
from shared.http.sim_token import require_sim_token
from shared.store.lives import row_of_sandbox


async def enter(
    request: Request,
    _protected: Annotated[None, Depends(require_sim_token)],
    sandbox: Annotated[
        str | None, Header(alias="Sim-Sandbox", description="Which sandbox; without it the token's, else `default`.")
    ] = None,
    actor: ActorHeader = None,
) -> None:
    """Check SHENTU_SIM_TOKEN where it is set; without `Sim-Sandbox`, a login's token tells the sandbox."""
    request.state.actor = actor_named(actor)
    await sandbox_by_token(request)


async def _peers(request: Request) -> Peers:
    peers: Peers = host_of(request).api.state.peers
    return peers


async def _everywhere(request: Request) -> Everywhere:
    everywhere: Everywhere = host_of(request).api.state.everywhere
    return everywhere


async def _caller(request: Request) -> Caller:
    service, sandbox = host_of(request), current().sandbox
    life = await service.store.life(sandbox)
    if life is None:
        raise SandboxUnknown(sandbox=sandbox)
    return Caller(service, request.receive, sandbox, life, service.api.state.use, service.api.state.follow)


async def _born(request: Request) -> int:
    row = await host_of(request).store.core_read(row_of_sandbox, current().sandbox)
    return row.created_at


async def _hand(request: Request) -> Hand:
    page = bool(page_of(request.scope["path"]))
    return Hand(host_of(request).store, getattr(request.state, "actor", ""), page)


async def _webhooks(request: Request) -> Webhooks:
    webhooks: Webhooks = host_of(request).api.state.webhooks
    return webhooks


PeersDep = Annotated[Peers, Depends(_peers)]
EverywhereDep = Annotated[Everywhere, Depends(_everywhere)]
WebhooksDep = Annotated[Webhooks, Depends(_webhooks)]
CallerDep = Annotated[Caller, Depends(_caller)]
HandDep = Annotated[Hand, Depends(_hand)]
"""Whose hand it is: in the journal, what it changes stands under this name."""
BornDep = Annotated[int, Depends(_born)]
"""When the sandbox's life began, in µs of real time: made anew, reset or in another database it is another."""


def sim_router(tag: str) -> APIRouter:
    """A router of the control plane."""
    return APIRouter(prefix="/sim", tags=[tag], dependencies=[Depends(enter)])
