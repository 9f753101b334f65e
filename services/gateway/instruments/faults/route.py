"""故障: where it strikes, what goes wrong, how often."""

from typing import Annotated

from fastapi import Path

from services.gateway.instruments.entrance import HandDep, PeersDep, sim_router
from services.gateway.instruments.faults import act
from services.gateway.instruments.faults.show import FaultList, FaultView, NewFault

router = sim_router("faults 故障")


@router.post("/faults", status_code=201)
async def set_fault(body: NewFault, peers: PeersDep, hand: HandDep) -> FaultView:
    """From now on, in this sandbox only. Each effect is a step with `status: faulted` that names the `fault`.

    `/sim` and health are never struck. Of several faults that match, the one that was set first strikes.
    """
    return await act.set_fault(peers, hand, body)


@router.get("/faults")
async def list_faults(peers: PeersDep) -> FaultList:
    """The faults of the sandbox, with how often each has struck."""
    return await act.list_faults(peers)


@router.delete("/faults")
async def remove_all(peers: PeersDep, hand: HandDep) -> FaultList:
    """Remove them all; what they hold goes on. Answers what was removed."""
    found = await act.list_faults(peers)
    await act.remove_faults(peers, hand, found.items)
    return found


@router.delete("/faults/{fault_id}")
async def remove(fault_id: Annotated[str, Path(max_length=80)], peers: PeersDep, hand: HandDep) -> FaultView:
    """Remove one; what it holds goes on. Answers how it was."""
    found = await act.read_fault(peers, fault_id)
    await act.remove_faults(peers, hand, [found])
    return found
