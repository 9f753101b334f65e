"""Ask all services what they count."""

from services.gateway.peers.asking import HERE, Peers
from services.gateway.webhooks.keeping import counted
from shared.instruments.contract.measured import MEASURED, Measured
from shared.instruments.contract.said import NOTHING
from shared.store import Store


async def measure(peers: Peers, store: Store) -> dict[str, Measured | None]:
    """By service; None for one that is away."""
    answers = await peers.ask_all(MEASURED, NOTHING)
    if here := answers.by_service.get(HERE):
        answers.by_service[HERE] = here.model_copy(update={"webhooks": await store.core_read(counted)})
    return {name: answers.by_service.get(name) for name in peers.names}
