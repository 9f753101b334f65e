"""What there is of a sandbox, counted."""

from fastapi import APIRouter

from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.contract.state import Inventory
from shared.instruments.reading import read_life
from shared.instruments.reading.inventory import rows_by_table, waiting_since


def routes(service: Host) -> APIRouter:
    """`/inventory`: rows by table and state, and since when something waits."""
    router, store = APIRouter(), service.store

    @questions.INVENTORY.on(router)
    async def inventory() -> Inventory:
        tables = await read_life(store, rows_by_table, store.metadata)
        return Inventory(tables=tables, waiting_since=await read_life(store, waiting_since))

    return router
