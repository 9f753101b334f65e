"""The journal of requests: what was asked, what came of it. Written behind the answers, many steps at a time."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from services.gateway.door.keep import Passed
from shared.errors import SandboxUnknown, Unavailable
from shared.journal import Step, append, detail
from shared.store import SandboxRow, Store
from shared.store.lives import row_of_sandbox
from shared.store.prepared import Append
from shared.store.tables import exchanges

BEHIND_SECONDS = 0.1
AWAY_SECONDS = 0.25
KEPT = 20_000
HELD = 64 * 1024 * 1024
"""Bytes of bodies that wait to be written, at most."""

_EXCHANGES = Append(exchanges, ("life", "id", "journey", "recorded_at", "told"), once=("life", "id"))
Told = Callable[[Iterable[Passed]], Awaitable[list[bytes]]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """One answered request. `started_at` in µs of real time; `problem`: a refusal's code; `actor`: role and account;
    `door`: `page` where a browser asked for a page.
    """

    id: str
    sandbox: str
    journey: str | None
    name: str
    status: int
    started_at: int
    duration_us: int
    service: str
    problem: str | None
    actor: str | None = None
    door: str | None = None
    passed: Passed | None = None


class RequestJournal:
    """Takes notes without waiting, and writes them to the gateway's journal a moment later. `told` makes of exchanges
    what is kept of them."""

    def __init__(self, store: Store, told: Told) -> None:
        self._store = store
        self._told = told
        self._held = 0
        self._noted: deque[Request] = deque(maxlen=KEPT)
        self._writer: asyncio.Task[None] | None = None
        self._due: asyncio.TimerHandle | None = None
        self._missed = 0

    def note(self, request: Request) -> None:
        """Remember it; it is written within a moment."""
        self._missed += len(self._noted) == KEPT
        held = 0 if request.passed is None else request.passed.held
        if self._held + held > HELD:  # the database is away: the line matters more
            request = replace(request, passed=None)
        else:
            self._held += held
        self._noted.append(request)
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(BEHIND_SECONDS, self._write_soon)

    async def barrier(self) -> None:
        """Return once everything noted so far is written; what the database is away for has to wait longer."""
        while (self._noted and self._store.ready) or (self._writer is not None and not self._writer.done()):
            self._write_soon()
            if self._writer is not None:
                await asyncio.shield(self._writer)

    def give_up(self) -> None:
        """Before a stop: what is not written by now never will be."""
        self._missed += len(self._noted)
        self._tell_missed()

    def _write_soon(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if self._noted and not self._store.ready:  # not opened yet, away for a moment, or its disk is full
            self._due = asyncio.get_running_loop().call_later(AWAY_SECONDS, self._write_soon)
        elif self._noted and (self._writer is None or self._writer.done()):
            self._writer = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._noted:
            batch = list(self._noted)
            self._noted.clear()
            try:
                await self._store.core_write(_append, batch, await self._exchanges(batch), durable=False)
                self._held = sum(one.passed.held for one in self._noted if one.passed is not None)
                self._tell_missed()
            except Unavailable:
                self._put_back(batch)
                return
            except Exception:
                # The requests themselves were answered; their trace is all that is lost.
                log.exception("%d requests could not be journalled", len(batch))

    async def _exchanges(self, batch: list[Request]) -> dict[str, bytes]:
        """By the requests' ids."""
        passed = {request.id: request.passed for request in batch if request.passed is not None}
        return dict(zip(passed, await self._told(passed.values()), strict=True)) if passed else {}

    def _put_back(self, batch: list[Request]) -> None:
        """They are written once the database is there, as many as there is space for; the oldest go first."""
        kept = [*batch, *self._noted]
        self._missed += max(0, len(kept) - KEPT)
        self._noted = deque(kept[-KEPT:], maxlen=KEPT)
        self._due = self._due or asyncio.get_running_loop().call_later(AWAY_SECONDS, self._write_soon)

    def _tell_missed(self) -> None:
        if self._missed:
            log.warning("the traces miss %d requests, which were answered while nothing could be written", self._missed)
            self._missed = 0


def _append(connection: Connection, batch: list[Request], told_of: dict[str, bytes]) -> None:
    rows = {name: _row(connection, name) for name in {request.sandbox for request in batch}}
    told = [(request, row) for request in batch if (row := rows[request.sandbox]) is not None]
    append(connection, [_step(request, row) for request, row in told])
    kept = [
        (row.life, request.id, request.journey, request.started_at, told_of[request.id])
        for request, row in told
        if told_of.get(request.id)
    ]
    if kept:
        _EXCHANGES.run(connection, kept)


def _row(connection: Connection, sandbox: str) -> SandboxRow | None:
    """A sandbox that is unknown, or gone by now, has no journal."""
    try:
        return row_of_sandbox(connection, sandbox)
    except SandboxUnknown:
        return None


def _step(request: Request, row: SandboxRow) -> Step:
    facts: dict[str, Any] = {"service": request.service}
    if request.door:
        facts["door"] = request.door
    if request.problem:
        facts["problem"] = request.problem
    if request.actor:
        role, _, account = request.actor.partition(" ")
        facts["actor"] = {"role": role, "account": account}
    return Step(
        at=row.clock.at(request.started_at), life=row.life, kind="request", name=request.name,
        status=str(request.status),
        journey=request.journey, event_id=request.id, duration_us=request.duration_us,
        detail=detail(**facts), recorded_at=request.started_at,
    )  # fmt: skip
