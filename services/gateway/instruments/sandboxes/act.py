"""Make, reset and delete sandboxes in every service, as one."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from weakref import WeakValueDictionary

from services.gateway.errors import UpstreamUnavailable
from services.gateway.instruments.sandboxes.errors import DefaultSandboxStays, SandboxExists
from services.gateway.instruments.sandboxes.naming import taken_by
from services.gateway.instruments.sandboxes.show import SandboxView, view_of
from services.gateway.peers.asking import HERE, Peers
from services.gateway.peers.errors import PassedOn
from shared.clock import real_micros
from shared.context import DEFAULT_SANDBOX
from shared.errors import SandboxUnknown, StorageFull
from shared.instruments.contract import Making
from shared.instruments.questions import DELETE_SANDBOX, MAKE_SANDBOX, RESET_SANDBOX, SANDBOXES
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
    async with _alone(name):
        if other := taken_by(name, [known.name for known in await list_sandboxes(peers)]):
            raise SandboxExists(sandbox=other)
        try:
            (await peers.ask_all(MAKE_SANDBOX.about(name=name), names=peers.behind, body=making)).everybody()
        except (UpstreamUnavailable, StorageFull, PassedOn) as error:
            await peers.ask_all(DELETE_SANDBOX.about(name=name), names=peers.behind)
            if error.status == SandboxExists.status:  # another gateway makes one that differs in case only
                raise SandboxExists(sandbox=name) from error
            raise
        await peers.ask(HERE, MAKE_SANDBOX.about(name=name), body=making)
    return name


async def delete_sandbox(peers: Peers, name: str) -> None:
    """Delete every row and file of it everywhere. Raises DefaultSandboxStays, SandboxUnknown, UpstreamUnavailable."""
    if name == DEFAULT_SANDBOX:
        raise DefaultSandboxStays
    if not is_sandbox_name(name):  # it becomes part of a path
        raise SandboxUnknown(sandbox=name)
    async with _alone(name):
        answers = await peers.ask_all(DELETE_SANDBOX.about(name=name), names=peers.behind)
        gone = [answer.changed for answer in answers.everybody().values()]
        gone.append((await peers.ask(HERE, DELETE_SANDBOX.about(name=name))).changed)
    if not any(gone):
        raise SandboxUnknown(sandbox=name)


async def reset_sandbox(peers: Peers, name: str) -> None:
    """Delete every row and file of it and seed it anew, clock and all. Raises UpstreamUnavailable; then ask again."""
    question, body = RESET_SANDBOX.about(name=name), Making(life=real_micros())
    async with _alone(name):
        await peers.ask(HERE, question, body=body)
        (await peers.ask_all(question, names=peers.behind, body=body)).everybody()


async def list_sandboxes(peers: Peers) -> list[SandboxView]:
    """Every sandbox."""
    answer = await peers.ask(HERE, SANDBOXES)
    return [view_of(row) for row in answer.items]
