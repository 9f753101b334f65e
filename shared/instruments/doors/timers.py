"""Timers of a sandbox: what is due, and when."""

from typing import Annotated

from fastapi import APIRouter, Query

from shared.clock import from_micros, to_micros
from shared.http.host import Host
from shared.instruments.contract.clock import Timer, TimersAsked, TimersDue
from shared.instruments.questions import TIMERS
from shared.instruments.reading import read_life
from shared.timers import timers_of


def routes(service: Host) -> APIRouter:
    """`/timers`: the sandbox's next ones, in the order of their times."""
    router, store = APIRouter(), service.store

    @TIMERS.on(router)
    async def list_timers(asked: Annotated[TimersAsked, Query()]) -> TimersDue:
        until = None if asked.until is None else to_micros(asked.until)
        after = None if asked.after is None else (asked.after, asked.key)
        found = await read_life(store, timers_of, asked.limit, until, after)
        return TimersDue(
            items=[
                Timer(at=from_micros(one.due_at), service=service.name, what=one.kind, key=one.key, journey=one.journey)
                for one in found
            ]
        )

    return router
