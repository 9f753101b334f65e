"""The relay: sends what the outbox holds, in order within a journey, and marks what the transport confirmed.

It looks for `sent_at IS NULL`, never at a position: rows may become visible out of order. Woken by each commit that
recorded something; a sweep every second is the safety net. What a commit hands over is sent without looking, and marked
behind its back.
"""

import asyncio
import logging
from collections.abc import Sequence
from time import monotonic
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, select

from shared.bus.contract import Bus, Message
from shared.clock import real_micros
from shared.errors import Unavailable
from shared.outbox.lease import Lease
from shared.outbox.marks import Marks
from shared.store import Store
from shared.store.handover import LIMIT
from shared.store.prepared import Prepared
from shared.store.tables import outbox, sandboxes

BATCH = 200
SWEEP_SECONDS = 1.0

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


class Relay:
    """One service's way from its outbox to the bus."""

    def __init__(self, store: Store, bus: Bus, lease: Lease) -> None:
        self.store = store
        self.bus = bus
        self.lease = lease
        self._sending = asyncio.Lock()
        self._look_at = 0.0
        self._seen: dict[str, None] = {}  # as a set that remembers the order
        self._marks = Marks(store)

    async def run(self) -> None:
        """Send for ever."""
        recorded = self.store.recorded
        while True:
            ticket = recorded.ticket()
            try:
                while self.lease.held and self.bus.ready and not self.store.room.full:
                    if not await self.send():
                        break
                else:
                    recorded.forget()
                await self._mark_if_due()
            except Unavailable:  # the store's own health tells
                recorded.forget()
                await asyncio.sleep(0.2)
            except Exception:
                log.exception("the relay failed; it goes on")
                recorded.forget()
                await asyncio.sleep(SWEEP_SECONDS)
            try:
                async with asyncio.timeout(min(SWEEP_SECONDS, self._marks.due_in)):
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
                await self._marks.write()
        except TimeoutError:
            log.warning("stopped with unsent events; they go out at the next start")

    async def catch_up(self) -> None:
        """Somebody looks at what is going on: what was sent until now is marked, and for a while all is at once."""
        self.store.recorded.watch()
        await asyncio.shield(self._marks.write())  # it goes on when who looks goes away

    async def send(self) -> bool:
        """One batch; True when there may be more to send at once."""
        async with self._sending:
            rows = await self._looked_for() or self._handed()
            if not rows:
                return False
            messages = [Message(row.id, row.type, row.journey, row.body, row.mandatory) for row in rows]
            started = real_micros()
            results = await self.bus.publish(messages)
            self._marks.add(rows, results, real_micros() - started)
            await self._mark_if_due()
            return any(result is None for result in results)

    async def _mark_if_due(self) -> None:
        if self._marks.due_in <= 0:
            await self._marks.write()

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
        await self._marks.write()  # else it would find again what was sent already
        rows = await self.store.glance(_unsent)
        self._seen = dict.fromkeys([*self._seen, *(row.id for row in rows)][-LIMIT:])
        self.store.recorded.unseen |= len(rows) == BATCH
        return rows


def _unsent(connection: Connection) -> Sequence[Any]:
    return _UNSENT.run(connection, {"now": real_micros()})
