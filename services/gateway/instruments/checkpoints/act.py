"""Keep a sandbox as it is, go back to it, or begin others with it."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from services.gateway.hands.hand import Hand
from services.gateway.instruments.checkpoints.errors import CheckpointExists, CheckpointUnknown
from services.gateway.peers.errors import SandboxExists
from services.gateway.peers.everywhere import Everywhere
from services.gateway.peers.photograph import photograph
from shared import sandbox
from shared.context import current, entered
from shared.errors import Conflict, Problem, SandboxUnknown
from shared.sandbox import Checkpoint, Making


async def make_checkpoint(everywhere: Everywhere, hand: Hand, name: str | None) -> Checkpoint:
    """Of the current sandbox as it is now, under this name or one that is made up.

    Raises CheckpointExists, NotCopied, UpstreamUnavailable, StorageFull.
    """
    name, here = name or f"checkpoint-{secrets.token_hex(4)}", current().sandbox
    if any(one.name.lower() == name.lower() for one in await list_checkpoints(everywhere)):
        raise CheckpointExists(checkpoint=name)
    life = await photograph(everywhere, here)
    try:
        await sandbox.keep(everywhere.store, life, name)
    except Problem as refused:
        await everywhere.remove([life])
        if isinstance(refused, Conflict):  # somebody else was quicker
            raise CheckpointExists(checkpoint=name) from refused
        raise
    await hand.did("checkpoint.made", checkpoint=name)
    return await find_checkpoint(everywhere, name)


async def list_checkpoints(everywhere: Everywhere) -> Sequence[Checkpoint]:
    """Those of the current sandbox, the newest first."""
    return await everywhere.store.core_read(sandbox.checkpoints, current().sandbox)


async def find_checkpoint(everywhere: Everywhere, name: str) -> Checkpoint:
    """One of the current sandbox. Raises CheckpointUnknown."""
    for one in await list_checkpoints(everywhere):
        if one.name == name:
            return one
    raise CheckpointUnknown(checkpoint=name)


async def delete_checkpoint(everywhere: Everywhere, hand: Hand, name: str) -> None:
    """Raises CheckpointUnknown. A service that is away forgets it later."""
    over = await sandbox.forget(everywhere.store, current().sandbox, name)
    if not over:
        raise CheckpointUnknown(checkpoint=name)
    await everywhere.remove(over)
    await hand.did("checkpoint.deleted", checkpoint=name)


async def restore_checkpoint(everywhere: Everywhere, hand: Hand, name: str, into: str | None) -> str:
    """The sandbox, or the one called `into`, is from now on in a copy of the checkpoint; what was in it is gone, as
    with a reset, and so are its logins. Returns the sandbox's name.

    Raises CheckpointUnknown; SandboxExists when `into` differs in case only from what there is; UpstreamUnavailable,
    StorageFull: all is as it was.
    """
    here, kept = current().sandbox, await find_checkpoint(everywhere, name)
    target = into or here
    making = await _making(everywhere, target, kept)
    try:
        origin = await everywhere.store.core_read(sandbox.origin_of, kept.life)
        life = await everywhere.build(target, making, origin)
    except Problem as refused:
        if refused.status != SandboxUnknown.status:
            raise
        raise CheckpointUnknown(checkpoint=name) from refused  # it was deleted just now
    try:
        await everywhere.switch(life, again=True if target == here else None)
    except Conflict as error:
        raise SandboxExists(sandbox=target) from error
    with entered(replace(current(), sandbox=target)):
        await hand.did("sandbox.restored", sandbox=target, checkpoint=name, source=here)
    return target


async def _making(everywhere: Everywhere, target: str, kept: Checkpoint) -> Making:
    """What stands there is called and ends as before; the randomness is the checkpoint's."""
    try:
        making = await everywhere.store.core_read(sandbox.making_of, target)
    except SandboxUnknown:
        return kept.making
    return replace(making, random_seed=kept.making.random_seed)
