"""Retrying: an event that failed goes to its handler again when its timer is due."""

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from shared.clock import real_micros
from shared.context import Context, enter
from shared.errors import SandboxUnknown
from shared.events.base import Event
from shared.inbox.handling import RETRY, Arrival, Handler
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
        body = await self._store.read_core(_kept, timer)
        try:
            if body is None:  # handled, given up or forgotten meanwhile
                await self._store.run(Context(sandbox=timer.sandbox, life=timer.life), _nothing_left, timer.key)
            else:
                await self._try(Arrival(body, self._handlers, (timer.sandbox, timer.life)))
        except SandboxUnknown:
            return

    async def _try(self, arrival: Arrival) -> None:
        context = arrival.context()
        enter(context)
        try:
            await self._store.run(context, _again, arrival)
        except SandboxUnknown:
            raise
        except Exception as error:
            await self._store.run(arrival.context(), _failed_again, arrival, error)


def _kept(connection: Connection, timer: Timer) -> bytes | None:
    mine = (inbox.c.life == timer.life, inbox.c.event_id == timer.key)
    wanted = select(inbox.c.body).where(*mine, inbox.c.status == "retry")
    body: bytes | None = connection.scalar(wanted)
    return body


def _nothing_left(tx: Transaction, event_id: str) -> None:
    tx.cancel_timer(RETRY, event_id)


def _again(tx: Transaction, arrival: Arrival) -> None:
    claim = (
        update(inbox)
        .where(*arrival.row, inbox.c.status == "retry")
        .values(status="handled", body=b"", attempts=inbox.c.attempts + 1, last_error=None)
        .returning(inbox.c.attempts)
    )
    attempt = tx.execute(claim).scalar()
    tx.cancel_timer(RETRY, arrival.id)
    if attempt is not None:
        arrival.handle(tx, attempt, real_micros())


def _failed_again(tx: Transaction, arrival: Arrival, error: Exception) -> None:
    held = select(inbox.c.attempts).where(*arrival.row, inbox.c.status == "retry")
    attempts = tx.execute(held.with_for_update()).scalar()
    tx.cancel_timer(RETRY, arrival.id)
    if attempts is not None:
        arrival.note_failure(tx, attempts + 1, error)
