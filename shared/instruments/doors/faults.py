"""Faults of a sandbox that concern this service."""

from sqlalchemy import Connection

from shared.clock import from_micros
from shared.context import current
from shared.faults import Fault, faults_of, remove_fault, set_fault
from shared.faults.keeping import held_by, journeys_held
from shared.http.host import Host
from shared.instruments.contract.faults import FAULTS, REMOVE_FAULT, SET_FAULT, FaultKept, FaultNamed, FaultsKept
from shared.instruments.contract.said import Changed, Nothing
from shared.instruments.inner_door import Answers
from shared.instruments.reading import read_life

answers = Answers(caught_up=True)


@answers.to(FAULTS)
async def list_faults(service: Host, _: Nothing) -> FaultsKept:
    """Those that are set, and those whose time is over."""
    return FaultsKept(items=await read_life(service.store, _kept))


@answers.to(SET_FAULT)
async def set_one(service: Host, fault: Fault) -> Changed:
    """From now on it strikes."""
    store = service.store
    done = await store.core_write(set_fault, store, current().sandbox, fault)
    store.forget(current().sandbox)  # who asked while it was not committed yet remembers that there is none
    service.timers.wake()
    return Changed(changed=done)


@answers.to(REMOVE_FAULT)
async def remove(service: Host, named: FaultNamed) -> Changed:
    """What it held goes on."""
    store = service.store
    done = await store.core_write(remove_fault, store, current().sandbox, named.fault)
    store.recorded.notify()
    service.timers.wake()
    return Changed(changed=done)


def _kept(connection: Connection, life: int) -> list[FaultKept]:
    holds = held_by(connection, life)
    return [
        FaultKept(
            fault=one.fault, set_at=from_micros(one.set_at), hits=one.hits, ended=one.ended,
            holds=holds.get(one.fault.id, 0),
            journeys=journeys_held(connection, life, one.fault.id) if one.fault.id in holds else [],
        )
        for one in faults_of(connection, life)
    ]  # fmt: skip
