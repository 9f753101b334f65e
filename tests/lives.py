"""Sandboxes of one service by their names, as its gateway would have it: which life they are in, begun anew, gone."""

from shared import sandbox
from shared.store import Store
from shared.store.lives import row_of_sandbox


async def life_of(store: Store, name: str) -> int:
    """The life a sandbox is in."""
    return (await store.core_read(row_of_sandbox, name)).life


async def reset(store: Store, name: str, seed: sandbox.Seed, life: int | None = None) -> int:
    """Begin it anew, in this life or the next one; its number."""
    before = await life_of(store, name)
    new = await store.core_read(sandbox.next_life) if life is None else life
    await sandbox.begin(store, name, new, seed)
    await sandbox.switch(store, new)
    await sandbox.remove(store, before)
    return new


async def remove(store: Store, name: str) -> None:
    """Delete it."""
    await sandbox.remove(store, await life_of(store, name))
