"""Health: whether all services answer, and in each sandbox the counts agree; keys and addresses of the console."""

from contextlib import suppress

from starlette.responses import Response

from services.gateway.console.place import of_all
from services.gateway.instruments.entrance import PeersDep
from services.gateway.instruments.sandboxes.act import list_sandboxes
from services.gateway.instruments.state.act import read_state
from shared.context import current, entered
from shared.errors import SandboxUnknown
from shared.pages.visit import VisitDep

router = of_all()
LOOKED_AT = 20


@router.get("/health")
async def show(visit: VisitDep, peers: PeersDep) -> Response:
    """The newest sandboxes are looked at, with the counts that must agree."""
    states = []
    for one in (await list_sandboxes(peers))[-LOOKED_AT:]:
        with entered(current().elsewhere(one.name)), suppress(SandboxUnknown):  # it may end while we look
            states.append(await read_state(peers))
    away = {name for state in states for name in state.unavailable}
    services = [(name, name not in away) for name in peers.names]
    return visit.page("health.html", services=services, states=states[::-1], current="health")


@router.get("/help")
async def explain(visit: VisitDep) -> Response:
    """Keys, and how the addresses are made."""
    return visit.page("help.html", current="help")
