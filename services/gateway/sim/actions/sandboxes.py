"""Make, reset and delete sandboxes in every service, as one."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

from services.gateway.errors import UpstreamUnavailable
from services.gateway.sim.errors import DefaultSandboxStays, SandboxExists
from services.gateway.sim.peers import HERE, Peers
from shared.clock import from_micros, real_micros
from shared.context import DEFAULT_SANDBOX
from shared.errors import SandboxUnknown, StorageFull
from shared.sandbox import NAME

# The gateway's own row comes last and goes last: a sandbox is there when it is there in every service.

_busy: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


@contextlib.asynccontextmanager
async def _alone(name: str) -> AsyncIterator[None]:
    lock = _busy.setdefault(name, asyncio.Lock())
    async with lock:
        yield


async def make_sandbox(peers: Peers, name: str | None, random_seed: int | None) -> str:
    """Make and seed it everywhere; what an earlier, broken-off making left is completed. Returns the name.

    Raises SandboxExists; UpstreamUnavailable when a service is away, and then takes back what it made.
    """
    name = name or f"sandbox-{secrets.token_hex(4)}"
    body = {"created_at": real_micros(), "random_seed": random_seed}
    async with _alone(name):
        if name in await sandbox_names(peers):
            raise SandboxExists(sandbox=name)
        try:
            (await peers.ask_all("PUT", f"/internal/sandboxes/{name}", names=peers.behind, body=body)).everybody()
        except (UpstreamUnavailable, StorageFull):
            await peers.ask_all("DELETE", f"/internal/sandboxes/{name}", names=peers.behind)
            raise
        await peers.ask(HERE, "PUT", f"/internal/sandboxes/{name}", body=body)
    return name


async def delete_sandbox(peers: Peers, name: str) -> None:
    """Delete every row and file of it everywhere. Raises DefaultSandboxStays, SandboxUnknown, UpstreamUnavailable."""
    if name == DEFAULT_SANDBOX:
        raise DefaultSandboxStays
    if not NAME.fullmatch(name):  # it becomes part of a path
        raise SandboxUnknown(sandbox=name)
    async with _alone(name):
        answers = await peers.ask_all("DELETE", f"/internal/sandboxes/{name}", names=peers.behind)
        gone = [said["changed"] for said in answers.everybody().values()]
        gone.append((await peers.ask(HERE, "DELETE", f"/internal/sandboxes/{name}"))["changed"])
    if not any(gone):
        raise SandboxUnknown(sandbox=name)


async def reset_sandbox(peers: Peers, name: str) -> None:
    """Delete every row and file of it and seed it anew, clock and all. Raises UpstreamUnavailable; then ask again."""
    body = {"created_at": real_micros(), "random_seed": None}
    async with _alone(name):
        (await peers.ask_all("POST", f"/internal/sandboxes/{name}/reset", body=body)).everybody()


async def sandbox_names(peers: Peers) -> dict[str, datetime]:
    """Every sandbox and when it was made, by the real clock."""
    said: dict[str, Any] = await peers.ask(HERE, "GET", "/internal/sandboxes")
    return {row["name"]: from_micros(row["created_at"]) for row in said["items"]}
