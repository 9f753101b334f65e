"""Who asks for a scenario, as the requests that make it ready say it; and how they are written for a shell."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request

from services.gateway.instruments.entrance import HandDep
from services.gateway.instruments.scenarios.act import Curls
from services.gateway.instruments.scenarios.front import Front
from shared.context import current
from shared.http.host import host_of


async def front_of(request: Request, hand: HandDep) -> Front:
    """The door, for whoever asks, in the current sandbox."""
    host, context = host_of(request), current()
    headers = {"Sim-Sandbox": context.sandbox, "Accept-Language": context.language}
    if host.settings.sim_token:
        headers["Sim-Token"] = host.settings.sim_token
    return Front(host.api.state.door, headers | ({"Sim-Actor": quote(hand.actor)} if hand.actor else {}))


async def curls_of(request: Request) -> Curls:
    """For the address that was asked."""
    return Curls(str(request.base_url).rstrip("/"), bool(host_of(request).settings.sim_token))


FrontDep = Annotated[Front, Depends(front_of)]
CurlsDep = Annotated[Curls, Depends(curls_of)]
