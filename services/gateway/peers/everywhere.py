"""A life of a sandbox in all services, or in none: built beside what there is, switched over in one commit, the old
one taken away.

The commit is this gateway's: who is killed before it leaves the old life whole, who is killed after it the new one.
What is left over of the other is removed by the next sweep (leftovers.py). Of several gateways on one database that
change the same sandbox at once each builds a life of its own; their commits come one after the other.
"""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from services.gateway.peers.asking import Peers
from shared import sandbox
from shared.errors import Problem, SandboxUnknown
from shared.identifiers import new_id
from shared.instruments.contract.clock import ClockSetting
from shared.instruments.contract.sandboxes import (
    BEGIN_LIFE,
    HOLD_LIFE,
    RELEASE_LIFE,
    REMOVE_LIFE,
    SWITCH_LIFE,
    Hold,
    NewLife,
    OfLife,
    Release,
)
from shared.sandbox import Making, Origin, Seed
from shared.sandbox.hold import once_free
from shared.store import Store


class Everywhere:
    """The sandboxes of all services, as this gateway's registry has them."""

    def __init__(self, store: Store, seed: Seed, peers: Peers, written: Callable[[], Awaitable[None]]) -> None:
        """`written`: returns once all requests answered so far stand in this gateway's journal, in their own life."""
        self.store = store
        self.peers = peers
        self._seed = seed
        self._written = written

    async def make(self, name: str, making: Making) -> None:
        """Raises Conflict when the name is taken, in whatever case; UpstreamUnavailable, StorageFull."""
        await self.switch(await self.build(name, making), again=False)

    async def reset(self, name: str) -> None:
        """Begin anew, with what it was made with. Raises SandboxUnknown, UpstreamUnavailable, StorageFull."""
        making = await self.store.core_read(sandbox.making_of, name)
        await self.switch(await self.build(name, making), again=True)

    async def delete(self, name: str) -> None:
        """A service that is away forgets it later. Raises SandboxUnknown."""
        over = await sandbox.let_go(self.store, name)
        if not over:
            raise SandboxUnknown(sandbox=name)
        await self.remove(over)

    async def build(self, name: str, making: Making, origin: Origin | None = None) -> int:
        """A new life, in every service, seen by nobody yet: seeded, or as its origin has it.

        Raises what a service refuses, and then there is none; SandboxUnknown when what is copied is gone here.
        """
        life = await sandbox.reserve(self.store, name, self._seed, making, origin)
        new = _new_life(life, name, making, origin)
        try:
            (await self.peers.ask_all(BEGIN_LIFE, new, names=self.peers.behind)).everybody()
        except Problem:
            await self.remove([life])
            raise
        return life

    async def switch(self, life: int, *, again: bool | None) -> None:
        """Its sandbox's name stands for this life from now on; `again`, and what is raised, as `sandbox.take_over`."""
        await self._written()
        try:
            over = await sandbox.take_over(self.store, life, again)
        except Problem:
            await self.remove([life])
            raise
        await self.peers.ask_all(SWITCH_LIFE, OfLife(life=life), names=self.peers.behind)
        self.store.alarmed.notify()
        await self.remove(over)

    @contextlib.asynccontextmanager
    async def held(self, name: str, seconds: float) -> AsyncIterator[int]:
        """The life the sandbox is in, held still in all services: for `seconds` at most, or until this is left.

        Who comes while somebody else holds it waits. Raises SandboxUnknown, UpstreamUnavailable, StorageFull.
        """
        await self._written()
        holder = new_id()
        life = await self._own_hold(name, holder, seconds)
        try:
            asked = Hold(life=life, holder=holder, seconds=seconds)
            (await self.peers.ask_all(HOLD_LIFE, asked, names=self.peers.behind)).everybody()
            yield life
        finally:
            await self.peers.ask_all(RELEASE_LIFE, Release(life=life, holder=holder), names=self.peers.behind)
            await sandbox.release(self.store, life, holder)

    async def _own_hold(self, name: str, holder: str, seconds: float) -> int:
        """Here first: this registry is where one holder is told from another, at whichever gateway."""

        async def attempt() -> int | None:
            life = await self.store.life(name)
            if life is None:
                raise SandboxUnknown(sandbox=name)
            return life if await sandbox.hold(self.store, life, holder, seconds) else None

        return await once_free(attempt)

    async def remove(self, over: Sequence[int]) -> None:
        """Take these lives away; as long as a service is away, the registry remembers that there is something left."""
        for life in over:
            answers = await self.peers.ask_all(REMOVE_LIFE, OfLife(life=life), names=self.peers.behind)
            if not answers.unavailable:
                await sandbox.remove(self.store, life)


def _new_life(life: int, name: str, making: Making, origin: Origin | None) -> NewLife:
    if origin is None:
        return NewLife(life=life, name=name, random_seed=making.random_seed)
    clock = ClockSetting(offset=origin.clock.offset, frozen_at=origin.clock.frozen_at)
    return NewLife(
        life=life, name=name, random_seed=making.random_seed, source=origin.life, blank=origin.life is None,
        clock=clock,
    )  # fmt: skip
