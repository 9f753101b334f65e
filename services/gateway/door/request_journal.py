"""The journal of requests: what was asked, what came of it. Written behind the answers, many steps at a time."""

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from shared.errors import SandboxUnknown, Unavailable
from shared.journal import Step, append, detail
from shared.store import SandboxRow, Store
from shared.store.lives import row_of_sandbox

BEHIND_SECONDS = 0.1
AWAY_SECONDS = 0.25
KEPT = 20_000

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


class RequestJournal:
    """Takes notes without waiting, and writes them to the gateway's journal a moment later."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._noted: deque[Request] = deque(maxlen=KEPT)
        self._writer: asyncio.Task[None] | None = None
        self._due: asyncio.TimerHandle | None = None
        self._missed = 0

    def note(self, request: Request) -> None:
        """Remember it; it is written within a moment."""
        self._missed += len(self._noted) == KEPT
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
                await self._store.core_write(_append, batch, durable=False)
                self._tell_missed()
            except Unavailable:
                self._put_back(batch)
                return
            except Exception:
                # The requests themselves were answered; their trace is all that is lost.
                log.exception("%d requests could not be journalled", len(batch))

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


def _append(connection: Connection, batch: list[Request]) -> None:
    rows = {name: _row(connection, name) for name in {request.sandbox for request in batch}}
    told = ((request, rows[request.sandbox]) for request in batch)
    append(connection, [_step(request, row) for request, row in told if row is not None])


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
