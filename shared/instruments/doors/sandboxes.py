"""Sandboxes, their lives and their clocks. Everything here may be asked for twice."""

from fastapi import APIRouter

from shared import sandbox
from shared.clock import Clock
from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.contract.clock import ClockSetting
from shared.instruments.contract.said import Changed
from shared.instruments.contract.sandboxes import Hold, KnownLife, KnownLives, NewLife, SandboxRow, SandboxRows
from shared.sandbox.uploads import files_named, forget_files_of


def routes(service: Host) -> APIRouter:
    """`/sandboxes`, `/lives`."""
    router = APIRouter()
    for part in (_sandboxes, _lives):
        router.include_router(part(service))
    return router


def _sandboxes(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @questions.SANDBOXES.on(router)
    async def list_sandboxes() -> SandboxRows:
        return SandboxRows(items=[SandboxRow(**row) for row in await store.core_read(sandbox.names)])

    @questions.CLOCK.on(router)
    async def clock(name: str) -> ClockSetting:
        shown = await store.core_read(sandbox.clock, name)
        return ClockSetting(offset=shown.offset, frozen_at=shown.frozen_at)

    @questions.SET_CLOCK.on(router)
    async def set_clock(name: str, body: ClockSetting) -> ClockSetting:
        await sandbox.set_clock(store, name, Clock(offset=body.offset, frozen_at=body.frozen_at))
        service.timers.wake()
        return body

    return router


def _lives(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @questions.LIVES.on(router)
    async def lives() -> KnownLives:
        known = await store.core_read(sandbox.lives)
        return KnownLives(items=[KnownLife(life=one.life, name=one.name, switched_on=one.switched_on) for one in known])

    @questions.BEGIN_LIFE.on(router)
    async def begin(life: int, body: NewLife) -> Changed:
        making = sandbox.Making(random_seed=body.random_seed)
        return Changed(changed=await sandbox.begin(store, body.name, life, service.seed, making))

    @questions.SWITCH_LIFE.on(router)
    async def switch(life: int) -> Changed:
        done = await sandbox.switch(store, life)
        store.recorded.notify()  # what waited in it for being switched on
        service.timers.wake()
        return Changed(changed=done)

    @questions.HOLD_LIFE.on(router)
    async def hold(life: int, body: Hold) -> Changed:
        return Changed(changed=await sandbox.hold(store, life, body.holder, body.seconds))

    @questions.RELEASE_LIFE.on(router)
    async def release(life: int, holder: str) -> Changed:
        done = await sandbox.release(store, life, holder)
        store.recorded.notify()  # what was recorded before it was held
        service.timers.wake()
        return Changed(changed=done)

    @questions.REMOVE_LIFE.on(router)
    async def remove(life: int) -> Changed:
        named = await store.core_read(files_named, store.metadata, life)
        gone = await sandbox.remove(store, life)
        await forget_files_of(store, service.files, named)
        return Changed(changed=gone)

    return router
