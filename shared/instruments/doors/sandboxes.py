"""Sandboxes and their clocks. Everything here may be asked for twice."""

from fastapi import APIRouter
from sqlalchemy import Connection

from shared import sandbox
from shared.clock import Clock
from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.contract import Changed, ClockSetting, Making, SandboxRow, SandboxRows


def _life(connection: Connection, name: str) -> int | None:
    return next((known.life for known in sandbox.lives(connection) if known.name == name and known.switched_on), None)


def routes(service: Host) -> APIRouter:
    """`/sandboxes` and what is done to one of them."""
    router, store = APIRouter(), service.store

    @questions.SANDBOXES.on(router)
    async def list_sandboxes() -> SandboxRows:
        return SandboxRows(items=[SandboxRow(**row) for row in await store.core_read(sandbox.names)])

    @questions.MAKE_SANDBOX.on(router)
    async def make(name: str, body: Making) -> Changed:
        made = await sandbox.create(store, name, service.seed, _making(body), body.life)
        return Changed(changed=made)

    @questions.DELETE_SANDBOX.on(router)
    async def delete(name: str) -> Changed:
        kept = await service.files.of_sandbox(name)
        life = await store.core_read(_life, name)
        gone = life is not None and await sandbox.remove(store, life)
        await service.files.delete_all(kept)
        return Changed(changed=gone)

    @questions.RESET_SANDBOX.on(router)
    async def reset(name: str, body: Making) -> Changed:
        kept = await service.files.of_sandbox(name)  # what comes in after the reset belongs to the next life
        done = await sandbox.reset(store, name, service.seed, body.life)
        store.over(name)
        await service.files.delete_all(kept)
        return Changed(changed=done)

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


def _making(body: Making) -> sandbox.Making:
    return sandbox.Making(**body.model_dump(exclude={"life"}))
