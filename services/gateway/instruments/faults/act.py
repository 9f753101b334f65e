"""Set faults, list them with their hits, and remove them, in all services that they concern."""

from collections.abc import Iterable

from services.gateway.hands.hand import Hand
from services.gateway.instruments.faults.errors import FaultUnknown
from services.gateway.instruments.faults.show import FaultList, FaultView, NewFault
from services.gateway.instruments.faults.wanted import concerned, fault_of
from services.gateway.peers.asking import HERE, Peers
from shared.errors import Problem
from shared.faults.fault import Fault
from shared.instruments.contract.faults import FAULTS, REMOVE_FAULT, SET_FAULT, FaultKept, FaultNamed
from shared.instruments.contract.said import NOTHING


async def set_fault(peers: Peers, hand: Hand, asked: NewFault) -> FaultView:
    """In all services that it concerns, or in none. Raises RequestInvalid, UpstreamUnavailable."""
    handlers = await peers.subscribers()
    fault = fault_of(asked, handlers, hand.actor)
    services = concerned(fault, handlers, peers.behind, HERE)
    said = fault.model_dump(exclude={"id", "set_by", "how"}, exclude_none=True)
    async with hand.does("fault.set", fault.match.get("journey"), fault_id=fault.id, **fault.how, **said):
        try:
            (await peers.ask_all(SET_FAULT, fault, names=services)).everybody()
        except Problem:
            await peers.ask_all(REMOVE_FAULT, FaultNamed(fault=fault.id), names=services)
            raise
    return await read_fault(peers, fault.id)


async def list_faults(peers: Peers) -> FaultList:
    """In the order in which they were set, as far as the services can be asked."""
    answers = await peers.ask_all(FAULTS, NOTHING)
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


async def remove_faults(peers: Peers, hand: Hand, faults: Iterable[FaultView]) -> None:
    """What they hold goes on, and its journeys tell whose hand that was. Raises UpstreamUnavailable: then some may
    still be there."""
    answers = await peers.ask_all(FAULTS, NOTHING)
    kept = [one for answer in answers.by_service.values() for one in answer.items]
    for fault in faults:
        said = {"fault_id": fault.id, "at": fault.at, "do": fault.do, "before": {"hits": fault.hits}}
        async with hand.does("fault.removed", fault.match.get("journey"), **said) as doing:
            await doing.touches(journey for one in kept if one.fault.id == fault.id for journey in one.journeys)
            (await peers.ask_all(REMOVE_FAULT, FaultNamed(fault=fault.id), names=fault.services)).everybody()


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
