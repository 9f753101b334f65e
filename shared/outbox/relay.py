"""The relay (of a transactional outbox): sends the recorded events, in order within a journey, and marks them as sent.

It looks for `sent_at IS NULL`, never at a position: rows may become visible out of order. Each commit that recorded
something wakes it; a sweep every second is the safety net.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, and_, bindparam, exists, or_, select

from shared.bus.contract import Bus, Message, Undecodable
from shared.clock import real_micros
from shared.errors import Unavailable
from shared.events.base import addressed
from shared.faults import PUBLISH
from shared.outbox.marks import Outcome, mark
from shared.outbox.suffering import OVERTAKEN, Sending, suffer
from shared.store import Store
from shared.store.prepared import Prepared
from shared.store.tables import faults, outbox, sandboxes

BATCH = 200
SWEEP_SECONDS = 1.0
AWAY_SECONDS = 0.2

log = logging.getLogger(__name__)

_earlier = outbox.alias("earlier")
_FAULTY = exists().where(faults.c.life == outbox.c.life, faults.c.hop == PUBLISH)
_UNSENT = Prepared(
    select(outbox.c.life, sandboxes.c.name.label("sandbox"), outbox.c.id, outbox.c.journey,
           outbox.c.type, outbox.c.mandatory, outbox.c.body,
           outbox.c.attempts, outbox.c.seq, outbox.c.struck, _FAULTY.label("faulty"),
           sandboxes.c.clock_offset, sandboxes.c.clock_frozen_at)
    .join(sandboxes, sandboxes.c.life == outbox.c.life)
    .where(
        sandboxes.c.switched_on,
        sandboxes.c.held_until <= bindparam("now"),
        sandboxes.c.quiet_until <= bindparam("now"),
        outbox.c.sent_at.is_(None),
        outbox.c.due_at <= bindparam("now"),
        ~exists().where(and_(
            _earlier.c.life == outbox.c.life, _earlier.c.journey == outbox.c.journey, _earlier.c.sent_at.is_(None),
            _earlier.c.seq < outbox.c.seq, _earlier.c.due_at > bindparam("now"),
            or_(_earlier.c.struck.is_(None), ~_earlier.c.struck.startswith(f"{OVERTAKEN} ")),
        )),
    )
    .order_by(outbox.c.seq)
    .limit(BATCH)
)  # fmt: skip


class Lease(Protocol):
    """The lease of the relay: of several replicas on one database only its holder sends."""

    @property
    def held(self) -> bool:
        """Whether this replica holds it."""

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
    """One service's relay, from its outbox to the bus."""

    def __init__(self, store: Store, bus: Bus, lease: Lease) -> None:
        self.store = store
        self.bus = bus
        self.lease = lease
        self._sending = asyncio.Lock()
        self._marking = asyncio.Lock()

    async def run(self) -> None:
        """Send for ever."""
        while True:
            ticket = self.store.recorded.ticket()
            pause = SWEEP_SECONDS
            try:
                while self._may_send() and await self.send():
                    pass
            except Unavailable:  # `/readyz` reports it; the next attempt comes soon
                pause = AWAY_SECONDS
            except Exception:
                log.exception("the relay failed; it goes on")
            try:
                async with asyncio.timeout(pause):
                    await ticket.wait()
            except TimeoutError:
                pass

    def _may_send(self) -> bool:
        return self.lease.held and self.bus.ready and not self.store.room.full

    async def flush(self, seconds: float) -> None:
        """Before a stop: send what there is, for at most `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                while self.lease.held and await self.send():
                    pass
        except TimeoutError:
            log.warning("stopped with unsent events; they go out at the next start")

    async def pause(self) -> None:
        """Return once what was being sent is sent and marked."""
        async with self._sending:
            pass

    async def catch_up(self) -> None:
        """Return once everything published until now is marked as sent."""
        async with self._marking:
            pass

    async def send(self) -> bool:
        """Send one batch; True when there may be more to send at once."""
        async with self._sending:
            rows = await self.store.core_read(_unsent)
            if not rows:
                return False
            found, messages = len(rows), [_message(row, addressed(row.body, row.sandbox, row.life)) for row in rows]
            if any(row.faulty or row.struck for row in rows):
                rows, messages = await self._suffered(rows)
            started = real_micros()
            results = await self.bus.publish(messages)
            async with self._marking:
                now = real_micros()
                each = zip(rows, results, strict=False)  # the copies' results say nothing new
                outcomes = [Outcome(row, _sent(error), now - started, now) for row, error in each]
                await self.store.core_write(mark, outcomes, durable=False)
            return len(rows) < found or any(outcome.error is None for outcome in outcomes)

    async def _suffered(self, rows: Sequence[Any]) -> tuple[Sequence[Any], list[Message]]:
        """What faults leave of them for now, and what is sent of that; later the relay looks again."""
        sending, later = await self.store.core_write(suffer, self.store.service, rows)
        for seconds in later:
            asyncio.get_running_loop().call_later(seconds, self.store.recorded.notify)
        return [one.row for one in sending], _with_copies(sending)


def _message(row: Any, body: bytes) -> Message:
    """Its id says which life's: a copy of the event may be on its way for another."""
    return Message(f"{row.id}.{row.life}", row.type, row.journey, body, row.mandatory)


def _with_copies(sending: Sequence[Sending]) -> list[Message]:
    """Each once, in their order, and then those that are sent again."""
    messages = [_message(one.row, one.body) for one in sending]
    return messages + [message for message, one in zip(messages, sending, strict=True) for _ in range(one.copies)]


def _sent(error: Exception | None) -> Exception | None:
    """What a subscriber put aside has arrived."""
    return None if isinstance(error, Undecodable) else error


def _unsent(connection: Connection) -> Sequence[Any]:
    return _UNSENT.run(connection, {"now": real_micros()})
