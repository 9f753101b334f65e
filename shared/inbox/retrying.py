"""Retrying: an event that failed goes to its handler again when its timer is due."""

import contextlib
from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from shared.bus.contract import Undecodable
from shared.clock import real_micros
from shared.context import Context, entered
from shared.errors import Held, SandboxUnknown, StoreFaulted
from shared.events.base import Event
from shared.faults import DELIVERY
from shared.inbox.handling import RETRY, Arrival, Handler, row_of
from shared.inbox.suffering import WAITING, suffer
from shared.store import Store, Transaction
from shared.store.tables import inbox
from shared.timers import Timer


class Retries:
    """One service's further attempts."""

    def __init__(self, store: Store, handlers: Mapping[str, tuple[type[Event], Handler]]) -> None:
        self._store = store
        self._handlers = handlers

    async def fire(self, timer: Timer) -> None:
        """One more attempt at the kept event with this id."""
        body = await self._store.core_read(_kept, timer)
        with contextlib.suppress(SandboxUnknown):
            if body is None:  # handled, given up or forgotten meanwhile
                with entered(Context(sandbox=timer.sandbox, life=timer.life)):
                    await self._store.write(_nothing_left, timer.key)
            else:
                await self._try_kept(body, timer)

    async def _try_kept(self, body: bytes, timer: Timer) -> None:
        try:
            arrival = Arrival(body, self._handlers, self._store.service, (timer.sandbox, timer.life))
        except Undecodable:  # nor will it ever be: dead, as it was
            with entered(Context(sandbox=timer.sandbox, life=timer.life)):
                await self._store.write(_still_broken, timer)
        else:
            await self._try(arrival)

    async def _try(self, arrival: Arrival) -> None:
        try:
            with entered(arrival.context()):
                await self._store.write(_attempt, arrival)
        except (SandboxUnknown, Held, StoreFaulted):
            raise
        except Exception as error:
            with entered(arrival.context()):
                await self._store.write(_note_failure, arrival, error)


def _kept(connection: Connection, timer: Timer) -> bytes | None:
    statement = select(inbox.c.body).where(*row_of(timer.life, timer.key), inbox.c.status == "retry")
    body: bytes | None = connection.scalar(statement)
    return body


def _nothing_left(tx: Transaction, event_id: str) -> None:
    tx.cancel_timer(RETRY, event_id)


def _attempt(tx: Transaction, arrival: Arrival) -> None:
    claim = (
        update(inbox)
        .where(*arrival.row, inbox.c.status == "retry")
        .values(status="handled", body=b"", attempts=inbox.c.attempts + 1, last_error=None, fault=None)
        .returning(inbox.c.attempts)
    )
    waited = tx.faults & DELIVERY and tx.execute(select(inbox.c.fault).where(*arrival.row)).scalar() is not None
    attempt = tx.execute(claim).scalar()
    tx.cancel_timer(RETRY, arrival.id)
    if attempt is None:
        return
    # What waited for a fault has done so; and no copy is there to come again.
    but = ("crash", *WAITING) if waited else ("crash",)
    if suffer(tx, arrival, attempt, but) is None:
        arrival.handle(tx, attempt, real_micros())


def _still_broken(tx: Transaction, timer: Timer) -> None:
    mine = row_of(tx.life, timer.key)
    tried = update(inbox).where(*mine, inbox.c.status == "retry").values(status="dead", attempts=inbox.c.attempts + 1)
    row = tx.execute(tried.returning(inbox.c.type, inbox.c.journey, inbox.c.attempts)).first()
    tx.cancel_timer(RETRY, timer.key)
    if row is not None:
        tx.journey = row.journey
        tx.records.step("delivery", row.type, "dead", event_id=timer.key, attempt=row.attempts)


def _note_failure(tx: Transaction, arrival: Arrival, error: Exception) -> None:
    held = select(inbox.c.attempts).where(*arrival.row, inbox.c.status == "retry")
    attempts = tx.execute(held.with_for_update()).scalar()
    tx.cancel_timer(RETRY, arrival.id)
    if attempts is not None:
        arrival.note_failure(tx, attempts + 1, error)
