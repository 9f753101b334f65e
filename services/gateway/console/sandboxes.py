"""沙箱: all worlds of this instance; made, reset and deleted here."""

from starlette.responses import Response

from services.gateway.console.place import in_sandbox, of_all
from services.gateway.console.presenting import refuse_while_presenting
from services.gateway.instruments.entrance import EverywhereDep, HandDep, PeersDep
from services.gateway.instruments.sandboxes import act
from services.gateway.instruments.sandboxes.show import MakeSandbox, place_of
from services.gateway.peers.asking import Peers
from shared.errors import Problem
from shared.pages.bodies import body_of
from shared.pages.visit import SANDBOX_COOKIE, Visit, VisitDep

router = of_all()
inside = in_sandbox()


@router.get("/sandboxes")
async def show(visit: VisitDep, peers: PeersDep) -> Response:
    """Newest first."""
    return await _page(visit, peers)


@router.post("/sandboxes")
async def make(visit: VisitDep, everywhere: EverywhereDep) -> Response:
    """Make one, and look into it."""
    try:
        body = body_of(MakeSandbox, visit.fields)
        name = await act.make_sandbox(everywhere, body.name, body.making())
    except Problem as problem:
        return await _page(visit, everywhere.peers, problem)
    visit.set_cookie(SANDBOX_COOKIE, name)
    return visit.to(f"/console/in/{name}")


@inside.get("/ending")
async def ask(visit: VisitDep, do: str = "reset") -> Response:
    """What a reset or a deletion means, before it happens."""
    return visit.page("ending.html", do="delete" if do == "delete" else "reset", current="sandboxes")


@inside.post("/ending")
async def end(visit: VisitDep, everywhere: EverywhereDep, hand: HandDep) -> Response:
    """Reset or delete it; not while presenting."""
    refuse_while_presenting(visit)
    if visit.fields.get("do") == "delete":
        await act.delete_sandbox(everywhere, visit.sandbox)
        visit.set_cookie(SANDBOX_COOKIE, None)
        return visit.to("/console/sandboxes")
    await act.reset_sandbox(everywhere, hand, visit.sandbox)
    return visit.to(f"/console/in/{visit.sandbox}")


async def _page(visit: Visit, peers: Peers, problem: Problem | None = None) -> Response:
    everyone = sorted(await act.list_sandboxes(peers), key=place_of, reverse=True)
    return visit.page("sandboxes.html", refused=problem, sandboxes=everyone, current="sandboxes")
