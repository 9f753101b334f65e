"""Whether somebody outside is still to be told of what has happened."""

from services.gateway.peers.asking import Peers
from services.gateway.webhooks import records
from services.gateway.webhooks.reading import read_on
from shared.store import Store


async def outstanding(store: Store, peers: Peers) -> int:
    """How many first attempts, and attempts that are due, the current sandbox still has before it by now."""
    for webhook in await store.read(records.ids):
        while (read := await read_on(peers, store, webhook)) is not None and read.more:
            pass
    return await store.read(records.count_pending)
