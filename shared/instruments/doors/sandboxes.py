"""Sandboxes, their lives and their clocks. Everything here may be asked for twice."""

from fastapi import APIRouter

from shared import sandbox
from shared.clock import Clock, real_micros
from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.contract.clock import ClockSetting
from shared.instruments.contract.said import Changed, Ids
from shared.instruments.contract.sandboxes import (
    Expected,
    Hold,
    KnownLife,
    KnownLives,
    NewLife,
    Quiet,
    SandboxRow,
    SandboxRows,
    SentAsked,
    SentEvent,
    SentEvents,
)
from shared.sandbox.in_flight import TOGETHER, send_anew, sent, unreceived
from shared.sandbox.uploads import files_named, forget_files_of


def routes(service: Host) -> APIRouter:
    """`/sandboxes`, `/lives`."""
    router = APIRouter()
    for part in (_sandboxes, _lives, _holds, _in_flight):
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
        clock = Clock(offset=body.clock.offset, frozen_at=body.clock.frozen_at)
        copied = body.blank or body.source is not None
        origin = sandbox.Origin(body.source, clock) if copied else None
        return Changed(changed=await sandbox.begin(store, body.name, life, service.seed, making, origin))

    @questions.SWITCH_LIFE.on(router)
    async def switch(life: int) -> Changed:
        done = await sandbox.switch(store, life)
        store.recorded.notify()  # what waited in it for being switched on
        service.timers.wake()
        return Changed(changed=done)

    @questions.REMOVE_LIFE.on(router)
    async def remove(life: int) -> Changed:
        named = await store.core_read(files_named, store.metadata, life)
        gone = await sandbox.remove(store, life)
        await forget_files_of(store, service.files, named)
        return Changed(changed=gone)

    return router


def _holds(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @questions.HOLD_LIFE.on(router)
    async def hold(life: int, body: Hold) -> Changed:
        return Changed(changed=await sandbox.hold(store, life, body.holder, body.seconds))

    @questions.RELEASE_LIFE.on(router)
    async def release(life: int, holder: str) -> Changed:
        done = await sandbox.release(store, life, holder)
        store.recorded.notify()  # what was recorded before it was held
        service.timers.wake()
        return Changed(changed=done)

    @questions.QUIET_LIFE.on(router)
    async def quieten(life: int, body: Quiet) -> Changed:
        done = await sandbox.quieten(store, life, body.seconds)
        await service.sending_pauses()
        return Changed(changed=done)

    return router


def _in_flight(service: Host) -> APIRouter:
    """What was under way when a life was copied."""
    router, store = APIRouter(), service.store

    @questions.SENT.on(router)
    async def list_sent(life: int, body: SentAsked) -> SentEvents:
        rows = await store.core_read(sent, life, body.types, body.after)
        items = [SentEvent(id=row.id, type=row.type, sent_at=row.sent_at) for row in rows]
        return SentEvents(items=items, more=len(items) == TOGETHER)

    @questions.UNRECEIVED.on(router)
    async def list_unreceived(life: int, body: Expected) -> Ids:
        since = await store.core_read(service.keeping.oldest, life, real_micros())
        # What is older may have arrived and be forgotten.
        ids = [one.id for one in body.items if one.sent_at >= since]
        return Ids(items=await store.core_read(unreceived, life, ids))

    @questions.SEND_ANEW.on(router)
    async def unsend(life: int, body: Ids) -> Ids:
        return Ids(items=await store.core_write(send_anew, life, body.items))

    return router
