"""检查点: a sandbox as it was."""

from typing import Annotated

from fastapi import Path

from services.gateway.instruments.checkpoints import act
from services.gateway.instruments.checkpoints.show import (
    CheckpointList,
    CheckpointView,
    MakeCheckpoint,
    RestoreCheckpoint,
    Restored,
    view_of,
)
from services.gateway.instruments.entrance import EverywhereDep, HandDep, sim_router

router = sim_router("sandboxes 沙箱")

Name = Annotated[str, Path(max_length=80)]


@router.post("/checkpoints", status_code=201)
async def make(everywhere: EverywhereDep, hand: HandDep, body: MakeCheckpoint | None = None) -> CheckpointView:
    """Keep the sandbox as it is now in all services: rows, files, clock, faults, timers, events on their way.

    409 `checkpoint-exists` when the sandbox has one of that name. It survives a reset, and ends with the sandbox.
    """
    return view_of(await act.make_checkpoint(everywhere, hand, None if body is None else body.name))


@router.get("/checkpoints")
async def list_checkpoints(everywhere: EverywhereDep) -> CheckpointList:
    """The sandbox's checkpoints, the newest first."""
    return CheckpointList(items=[view_of(one) for one in await act.list_checkpoints(everywhere)])


@router.post("/checkpoints/{name}/restore")
async def restore(
    name: Name, everywhere: EverywhereDep, hand: HandDep, body: RestoreCheckpoint | None = None
) -> Restored:
    """Go back to it, here or `into` another sandbox, as often as wanted. What was there is gone, and its logins end."""
    return Restored(sandbox=await act.restore_checkpoint(everywhere, hand, name, None if body is None else body.into))


@router.delete("/checkpoints/{name}")
async def delete(name: Name, everywhere: EverywhereDep, hand: HandDep) -> CheckpointView:
    """Forget it. Answers how it was; sandboxes that were begun with it stay."""
    found = await act.find_checkpoint(everywhere, name)
    await act.delete_checkpoint(everywhere, hand, name)
    return view_of(found)
