"""Ask all services what they count."""

from services.gateway.peers.asking import Peers
from shared.instruments.contract.measured import Measured
from shared.instruments.questions import MEASURED


async def measure(peers: Peers) -> dict[str, Measured | None]:
    """By service; None for one that is away."""
    answers = await peers.ask_all(MEASURED)
    return {name: answers.by_service.get(name) for name in peers.names}
