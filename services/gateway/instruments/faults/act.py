"""Set faults, list them with their hits, and remove them, in all services that they concern."""

from collections.abc import Iterable

from services.gateway.instruments.faults.errors import FaultUnknown
from services.gateway.instruments.faults.show import FaultList, FaultView, NewFault
from services.gateway.instruments.faults.wanted import concerned, fault_of
from services.gateway.peers.asking import HERE, Peers
from shared.errors import Problem
from shared.faults.fault import Fault
from shared.instruments.contract.faults import FaultKept
from shared.instruments.questions import FAULTS, REMOVE_FAULT, SET_FAULT


async def set_fault(peers: Peers, asked: NewFault) -> FaultView:
    """In all services that it concerns, or in none. Raises RequestInvalid, UpstreamUnavailable."""
    handlers = await peers.subscribers()
    fault = fault_of(asked, handlers)
    services = concerned(fault, handlers, peers.behind, HERE)
    try:
        (await peers.ask_all(SET_FAULT, names=services, body=fault)).everybody()
    except Problem:
        await peers.ask_all(REMOVE_FAULT.about(fault=fault.id), names=services)
        raise
    return await read_fault(peers, fault.id)


async def list_faults(peers: Peers) -> FaultList:
    """In the order in which they were set, as far as the services can be asked."""
    answers = await peers.ask_all(FAULTS)
    kept: dict[str, dict[str, FaultKept]] = {}
    for service, answer in answers.by_service.items():
        for one in answer.items:
            kept.setdefault(one.fault.id, {})[service] = one
    return FaultList(items=[_view(kept[fault]) for fault in sorted(kept)], unavailable=answers.unavailable)


async def read_fault(peers: Peers, fault: str) -> FaultView:
    """One of them; raises FaultUnknown."""
    found = [one for one in (await list_faults(peers)).items if one.id == fault]
    if not found:
        raise FaultUnknown(fault=fault[:80])
    return found[0]


async def remove_faults(peers: Peers, faults: Iterable[FaultView]) -> None:
    """What they hold goes on. Raises UpstreamUnavailable: then some may still be there."""
    for one in faults:
        (await peers.ask_all(REMOVE_FAULT.about(fault=one.id), names=one.services)).everybody()


def _view(kept: dict[str, FaultKept]) -> FaultView:
    one = next(iter(kept.values()))
    fault: Fault = one.fault
    said = fault.model_dump(exclude={"how"})
    return FaultView.model_validate({
        **fault.how, **said, "set_at": one.set_at, "hits": sum(each.hits for each in kept.values()),
        "left": sum(_left(each) or 0 for each in kept.values()) if _left(one) is not None else None,
        "holds": sum(each.holds for each in kept.values()), "services": sorted(kept),
    })  # fmt: skip


def _left(kept: FaultKept) -> int | None:
    """None for ever; what has ended by its time strikes no more."""
    if kept.ended:
        return 0
    return None if kept.fault.times is None else kept.fault.times - kept.hits
