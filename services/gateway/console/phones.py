"""手机: the sandbox's phones, and one with its texts; the only page that shows codes and passwords."""

from typing import Annotated

from fastapi import Depends, Path, Request
from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import PLACE, in_sandbox
from services.gateway.instruments.entrance import CallerDep, PeersDep
from services.gateway.instruments.phones.act import find_phones, find_text, read_phone
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller
from shared.http.api import Page
from shared.instruments.contract.texts import TextsAsked
from shared.pages.route import router_of
from shared.pages.session import enter_sandbox, sim_allowed
from shared.pages.visit import Visit, VisitDep
from shared.values.fields import Mobile
from shared.views import cursor_after

router = in_sandbox()
Number = Annotated[Mobile, Path()]


async def _default(request: Request) -> None:
    await sim_allowed(request)
    await enter_sandbox(request, "default")


short = router_of(PLACE, dependencies=[Depends(_default)])


@router.get("/phones")
async def list_phones(visit: VisitDep, peers: PeersDep, page: Page) -> Response:
    """The one that was texted last first."""
    phones, before = await find_phones(peers, page.after, page.limit)
    cursor = cursor_after(before) if before else None
    return visit.page("phones.html", phones=phones, next_cursor=cursor, named=naming(visit), current="phones")


@router.get("/phones/{number}")
async def show(visit: VisitDep, peers: PeersDep, caller: CallerDep, number: Number) -> Response:
    """One phone, its newest text last."""
    return await _phone(visit, peers, caller, number)


@router.get("/messages/{message}")
async def lead(visit: VisitDep, peers: PeersDep, message: Annotated[str, Path(max_length=80)]) -> Response:
    """To the phone that has this text."""
    text = await find_text(peers, message)
    return visit.to(f"/console/in/{visit.sandbox}/phones/{text.to}#{text.id}")


@short.get("/phones/{number}")
async def show_default(visit: VisitDep, peers: PeersDep, caller: CallerDep, number: Number) -> Response:
    """The same phone in the sandbox `default`."""
    return await _phone(visit, peers, caller, number)


async def _phone(visit: Visit, peers: Peers, caller: Caller, number: str) -> Response:
    texts = await read_phone(caller, peers, TextsAsked(to=number, template="", after=""), 0)
    return visit.page("phone.html", number=number, texts=texts, current="phones")
