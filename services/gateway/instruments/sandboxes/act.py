"""Make, reset and delete sandboxes in every service, as one."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from typing import Any
from weakref import WeakValueDictionary

from services.gateway.errors import UpstreamUnavailable
from services.gateway.instruments.sandboxes.errors import DefaultSandboxStays, SandboxExists
from services.gateway.instruments.sandboxes.naming import taken_by
from services.gateway.instruments.sandboxes.show import SandboxView
from services.gateway.peers.asking import HERE, Peers
from services.gateway.peers.errors import PassedOn
from shared.clock import from_micros, real_micros
from shared.context import DEFAULT_SANDBOX
from shared.errors import SandboxUnknown, StorageFull
from shared.sandbox import Making
from shared.values.text import is_sandbox_name

# The gateway's own row comes last and goes last: a sandbox is there when it is there in every service. At a reset it is
# the first, so that who waits is told before anybody can take the new life for what was waited for.

_busy: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


@contextlib.asynccontextmanager
async def _alone(name: str) -> AsyncIterator[None]:
    lock = _busy.setdefault(name.lower(), asyncio.Lock())
    async with lock:
        yield


async def make_sandbox(peers: Peers, name: str | None, making: Making) -> str:
    """Make and seed it everywhere; what an earlier, broken-off making left is completed. Returns the name.

    Raises SandboxExists; UpstreamUnavailable when a service is away, and then takes back what it made.
    """
    name = name or f"sandbox-{secrets.token_hex(4)}"
    body = asdict(replace(making, made_at=real_micros()))
    async with _alone(name):
        if other := taken_by(name, [known.name for known in await list_sandboxes(peers)]):
            raise SandboxExists(sandbox=other)
        try:
            (await peers.ask_all("PUT", f"/internal/sandboxes/{name}", names=peers.behind, body=body)).everybody()
        except (UpstreamUnavailable, StorageFull, PassedOn) as error:
            await peers.ask_all("DELETE", f"/internal/sandboxes/{name}", names=peers.behind)
            if error.status == SandboxExists.status:  # another gateway makes one that differs in case only
                raise SandboxExists(sandbox=name) from error
            raise
        await peers.ask(HERE, "PUT", f"/internal/sandboxes/{name}", body=body)
    return name


async def delete_sandbox(peers: Peers, name: str) -> None:
    """Delete every row and file of it everywhere. Raises DefaultSandboxStays, SandboxUnknown, UpstreamUnavailable."""
    if name == DEFAULT_SANDBOX:
        raise DefaultSandboxStays
    if not is_sandbox_name(name):  # it becomes part of a path
        raise SandboxUnknown(sandbox=name)
    async with _alone(name):
        answers = await peers.ask_all("DELETE", f"/internal/sandboxes/{name}", names=peers.behind)
        gone = [body["changed"] for body in answers.everybody().values()]
        gone.append((await peers.ask(HERE, "DELETE", f"/internal/sandboxes/{name}"))["changed"])
    if not any(gone):
        raise SandboxUnknown(sandbox=name)


async def reset_sandbox(peers: Peers, name: str) -> None:
    """Delete every row and file of it and seed it anew, clock and all. Raises UpstreamUnavailable; then ask again."""
    path, body = f"/internal/sandboxes/{name}/reset", asdict(Making(made_at=real_micros()))
    async with _alone(name):
        await peers.ask(HERE, "POST", path, body=body)
        (await peers.ask_all("POST", path, names=peers.behind, body=body)).everybody()


async def list_sandboxes(peers: Peers) -> list[SandboxView]:
    """Every sandbox."""
    body: dict[str, Any] = await peers.ask(HERE, "GET", "/internal/sandboxes")
    return [_view(**row) for row in body["items"]]


def _view(name: str, created_at: int, used_at: int, label: str | None, expires_in: int | None) -> SandboxView:
    return SandboxView(
        name=name,
        label=label,
        created_at=from_micros(created_at),
        used_at=from_micros(used_at),
        expires_in_seconds=None if expires_in is None else expires_in // 1_000_000,
    )
