"""Faults of a sandbox that concern this service."""

from fastapi import APIRouter
from sqlalchemy import Connection

from shared.clock import from_micros
from shared.context import current
from shared.faults import Fault, faults_of, remove_fault, set_fault
from shared.faults.keeping import held_by, journeys_held
from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.contract.faults import FaultKept, FaultsKept
from shared.instruments.contract.said import Changed
from shared.instruments.reading import read_life


def routes(service: Host) -> APIRouter:
    """`/faults`."""
    router, store = APIRouter(), service.store

    @questions.FAULTS.on(router)
    async def list_faults() -> FaultsKept:
        return FaultsKept(items=await read_life(store, _kept))

    @questions.SET_FAULT.on(router)
    async def set_one(body: Fault) -> Changed:
        done = await store.core_write(set_fault, store, current().sandbox, body)
        store.forget(current().sandbox)  # who asked while it was not committed yet remembers that there is none
        service.timers.wake()
        return Changed(changed=done)

    @questions.REMOVE_FAULT.on(router)
    async def remove(fault: str) -> Changed:
        done = await store.core_write(remove_fault, store, current().sandbox, fault)
        store.recorded.notify()  # what it held
        service.timers.wake()
        return Changed(changed=done)

    return router


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
