"""Make, reset and delete sandboxes in every service, as one."""

import secrets

from services.gateway.hands.hand import Hand
from services.gateway.instruments.sandboxes.errors import DefaultSandboxStays
from services.gateway.instruments.sandboxes.show import SandboxView, view_of
from services.gateway.peers.asking import HERE, Peers
from services.gateway.peers.errors import SandboxExists
from services.gateway.peers.everywhere import Everywhere
from services.gateway.peers.naming import taken_by
from shared.context import DEFAULT_SANDBOX
from shared.errors import Conflict, SandboxUnknown
from shared.instruments.contract.said import NOTHING
from shared.instruments.contract.sandboxes import SANDBOXES
from shared.sandbox import Making
from shared.values.text import is_sandbox_name


async def make_sandbox(everywhere: Everywhere, name: str | None, making: Making) -> str:
    """Make and seed it everywhere, or nowhere. Returns the name.

    Raises SandboxExists; UpstreamUnavailable when a service is away.
    """
    name = name or f"sandbox-{secrets.token_hex(4)}"
    if other := taken_by(name, [known.name for known in await list_sandboxes(everywhere.peers)]):
        raise SandboxExists(sandbox=other)
    try:
        await everywhere.make(name, making)
    except Conflict as error:  # somebody else was quicker
        raise SandboxExists(sandbox=name) from error
    return name


async def delete_sandbox(everywhere: Everywhere, name: str) -> None:
    """Delete every row and file of it everywhere. Raises DefaultSandboxStays, SandboxUnknown."""
    if name == DEFAULT_SANDBOX:
        raise DefaultSandboxStays
    if not is_sandbox_name(name):
        raise SandboxUnknown(sandbox=name)
    await everywhere.delete(name)


async def reset_sandbox(everywhere: Everywhere, hand: Hand, name: str) -> None:
    """Begin anew everywhere, clock and all; what it held is deleted, so the hand is noted in what begins.

    Raises UpstreamUnavailable: all is as it was.
    """
    await everywhere.reset(name)
    await hand.did("sandbox.reset", sandbox=name)


async def list_sandboxes(peers: Peers) -> list[SandboxView]:
    """Every sandbox."""
    answer = await peers.ask(HERE, SANDBOXES, NOTHING)
    return [view_of(row) for row in answer.items]
