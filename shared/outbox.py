"""The relay: sends what the outbox holds, in order within a journey, and marks what the transport confirmed.

It looks for `sent_at IS NULL`, never at a position: rows may become visible out of order. Woken by each commit that
recorded something; a sweep every second is the safety net. What a commit hands over is sent without looking.
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

from sqlalchemy import Connection, and_, bindparam, exists, select

from shared.bus.contract import Bus, BusError, HeldBack, Message, Returned
from shared.clock import Clock, real_micros
from shared.errors import Unavailable
from shared.journal import Step, append, detail
from shared.store import Store
from shared.store.handover import LIMIT
from shared.store.prepared import Prepared, run_sql
from shared.store.tables import outbox, sandboxes

BATCH = 200
SWEEP_SECONDS = 1.0
PAUSE_US, LONGEST_PAUSE_US = 100_000, 2_000_000

log = logging.getLogger(__name__)

_earlier = outbox.alias("earlier")
_UNSENT = Prepared(
    select(outbox.c.id, outbox.c.sandbox, outbox.c.journey, outbox.c.type, outbox.c.mandatory, outbox.c.body,
           outbox.c.attempts, sandboxes.c.clock_offset, sandboxes.c.clock_frozen_at)
    .join(sandboxes, sandboxes.c.name == outbox.c.sandbox)
    .where(
        outbox.c.sent_at.is_(None),
        outbox.c.due_at <= bindparam("now"),
        ~exists().where(and_(
            _earlier.c.journey == outbox.c.journey, _earlier.c.sent_at.is_(None),
            _earlier.c.seq < outbox.c.seq, _earlier.c.due_at > bindparam("now"),
        )),
    )
    .order_by(outbox.c.seq)
    .limit(BATCH)
)  # fmt: skip
# A moment, and a JSON array of ids: one statement for a batch.
_ATTEMPTED = {
    "sqlite": "UPDATE outbox SET {} = ?, attempts = attempts + 1 WHERE id IN (SELECT value FROM json_each(?))",
    "postgresql": "UPDATE outbox SET {} = %s, attempts = attempts + 1 "
    "WHERE id = ANY(ARRAY(SELECT json_array_elements_text(%s::json)))",
}
_SENT, _POSTPONED = (
    {dialect: text.format(column) for dialect, text in _ATTEMPTED.items()} for column in ("sent_at", "due_at")
)


class Lease(Protocol):
    """Which replica's relay is the active one."""

    @property
    def held(self) -> bool:
        """Whether this one is."""

    def start(self) -> None:
        """Begin trying to get it."""

    async def stop(self) -> None:
        """Give it back."""


@dataclass(frozen=True, slots=True)
class Always:
    """The lease of a service that has no replicas."""

    held: bool = True

    def start(self) -> None:
        """Nothing to try for."""

    async def stop(self) -> None:
        """Nothing to give back."""


class Relay:
    """One service's way from its outbox to the bus."""

    def __init__(self, store: Store, bus: Bus, lease: Lease) -> None:
        self.store = store
        self.bus = bus
        self.lease = lease
        self._sending = asyncio.Lock()
        self._look_at = 0.0
        self._seen: dict[str, None] = {}  # as a set that remembers the order

    async def run(self) -> None:
        """Send for ever."""
        recorded = self.store.recorded
        while True:
            ticket = recorded.ticket()
            try:
                while self.lease.held and self.bus.ready:
                    if not await self.send():
                        break
                else:
                    recorded.forget()
            except Unavailable:  # the store's own health tells
                recorded.forget()
                await asyncio.sleep(0.2)
            except Exception:
                log.exception("the relay failed; it goes on")
                recorded.forget()
                await asyncio.sleep(SWEEP_SECONDS)
            try:
                async with asyncio.timeout(SWEEP_SECONDS):
                    await ticket.wait()
            except TimeoutError:
                pass

    async def flush(self, seconds: float) -> None:
        """Before a stop: send what there is, for at most `seconds`."""
        try:
            self.store.recorded.unseen = True
            async with asyncio.timeout(seconds):
                while self.lease.held and await self.send():
                    pass
        except TimeoutError:
            log.warning("stopped with unsent events; they go out at the next start")

    async def send(self) -> bool:
        """One batch; True when there may be more to send at once."""
        async with self._sending:
            rows = await self._looked_for() or self._handed()
            if not rows:
                return False
            messages = [Message(row.id, row.type, row.journey, row.body, row.mandatory) for row in rows]
            started = real_micros()
            results = await self.bus.publish(messages)
            await self.store.write_relaxed(_mark, rows, results, real_micros() - started)
            return any(result is None for result in results)

    def _handed(self) -> Sequence[Any]:
        """What was handed over, but for what was found in the outbox before the news of it came."""
        while taken := self.store.recorded.take(BATCH):
            if unsent := [event for event in taken if event.id not in self._seen]:
                return unsent
        return []

    async def _looked_for(self) -> Sequence[Any]:
        now = monotonic()
        if not self.store.recorded.unseen and now < self._look_at:
            return []
        self._look_at = now + SWEEP_SECONDS  # at the latest: what was postponed is told by nobody
        self.store.recorded.unseen = False
        rows = await self.store.glance(_unsent)
        self._seen = dict.fromkeys([*self._seen, *(row.id for row in rows)][-LIMIT:])
        self.store.recorded.unseen |= len(rows) == BATCH
        return rows


def _unsent(connection: Connection) -> Sequence[Any]:
    return _UNSENT.run(connection, {"now": real_micros()})


def _mark(connection: Connection, rows: Sequence[Any], results: list[Exception | None], took_us: int) -> None:
    now = real_micros()
    outcome = list(zip(rows, results, strict=True))
    if sent := [row.id for row, result in outcome if result is None]:
        run_sql(connection, _SENT, (now, json.dumps(sent)), returns=False)
    for row, result in outcome:
        if result is not None:
            due = now + _pause(row.attempts)
            run_sql(connection, _POSTPONED, (due, json.dumps([row.id])), returns=False)
    append(connection, [_step(row, result, took_us) for row, result in outcome if not isinstance(result, HeldBack)])


def _pause(attempts: int) -> int:
    return int(min(PAUSE_US * 2 ** min(attempts, 10), LONGEST_PAUSE_US))


def _step(row: Any, result: Exception | None, took_us: int) -> Step:
    status = "confirmed" if result is None else "returned" if isinstance(result, Returned) else "unavailable"
    reason = None if result is None else detail(error=str(result) or type(result).__name__)
    if result is not None and not isinstance(result, BusError):
        log.warning("publishing %s failed: %r", row.type, result)
    clock = Clock(row.clock_offset, row.clock_frozen_at)
    return Step(
        at=clock.micros(), sandbox=row.sandbox, kind="event", name=row.type, status=status, journey=row.journey,
        event_id=row.id, attempt=row.attempts + 1, duration_us=took_us, detail=reason,
    )  # fmt: skip
