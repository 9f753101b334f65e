"""状态: what there is in a sandbox, and whether the systems agree."""

from services.gateway.instruments.entrance import PeersDep, sim_router
from services.gateway.instruments.state.act import read_state
from services.gateway.instruments.state.show import State

router = sim_router("journeys 旅程")


@router.get("/state")
async def state(peers: PeersDep) -> State:
    """Rows by service, table and state, and what must hold between the services: every confirmed application has
    exactly one push, every push exactly one account text or one that failed, and nothing waits longer than a minute of
    real time. What is still on its way breaks nothing."""
    return await read_state(peers)
