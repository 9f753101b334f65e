"""Sandboxes and their clocks. Everything here may be asked for twice."""

from typing import Any

from fastapi import APIRouter

from shared import sandbox
from shared.clock import Clock
from shared.http.api import Body
from shared.http.host import Host


class Making(Body):
    """See `sandbox.Making`."""

    made_at: int
    random_seed: int | None = None
    label: str | None = None
    expires_in: int | None = None

    def told(self) -> sandbox.Making:
        """The same, for the service."""
        return sandbox.Making(**self.model_dump())


class Time(Body):
    """A clock, in µs."""

    offset: int
    frozen_at: int | None = None


def routes(service: Host) -> APIRouter:
    """`/sandboxes` and what is done to one of them."""
    router, store = APIRouter(prefix="/sandboxes"), service.store

    @router.get("")
    async def list_sandboxes() -> dict[str, Any]:
        return {"items": await store.read_core(sandbox.names)}

    @router.put("/{name}")
    async def make(name: str, body: Making) -> dict[str, Any]:
        made = await sandbox.create(store, name, service.seed, body.told())
        return {"changed": made}

    @router.delete("/{name}")
    async def delete(name: str) -> dict[str, Any]:
        kept = await service.files.of_sandbox(name)
        gone = await sandbox.remove(store, name)
        await service.files.delete_all(kept)
        return {"changed": gone}

    @router.post("/{name}/reset")
    async def reset(name: str, body: Making) -> dict[str, Any]:
        kept = await service.files.of_sandbox(name)  # what comes in after the reset belongs to the next life
        done = await sandbox.reset(store, name, service.seed, body.told())
        await service.files.delete_all(kept)
        return {"changed": done}

    @router.get("/{name}/clock")
    async def clock(name: str) -> dict[str, Any]:
        shown = await store.read_core(sandbox.clock, name)
        return {"offset": shown.offset, "frozen_at": shown.frozen_at}

    @router.put("/{name}/clock")
    async def set_clock(name: str, body: Time) -> dict[str, Any]:
        await sandbox.set_clock(store, name, Clock(offset=body.offset, frozen_at=body.frozen_at))
        service.timers.wake()
        return {"offset": body.offset, "frozen_at": body.frozen_at}

    return router
