"""Retrying: what was kept is handed over again when it is due by its sandbox's clock."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select, text, update

from shared.clock import real_micros
from shared.context import enter
from shared.errors import SandboxUnknown, Unavailable
from shared.events.base import Event
from shared.inbox.handling import Arrival, Handler
from shared.store import Store, Unit
from shared.store.prepared import Prepared
from shared.store.tables import inbox, sandboxes

SWEEP_SECONDS = 1.0

log = logging.getLogger(__name__)


class Retries:
    """One service's further attempts."""

    def __init__(self, store: Store, handlers: Mapping[str, tuple[type[Event], Handler]]) -> None:
        self._store = store
        self._handlers = handlers
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look for due retries now (one was kept, or a clock was moved)."""
        self._wake.set()

    async def run(self) -> None:
        """Handle due retries, for ever."""
        pause = SWEEP_SECONDS
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._wake.wait()
            self._wake.clear()
            try:
                pause = await self._sweep()
            except Unavailable:  # the store's own health tells; every second is often enough to look
                pause = SWEEP_SECONDS
            except Exception:
                log.exception("the retry sweep failed; it goes on")
                pause = SWEEP_SECONDS

    async def _sweep(self) -> float:
        """Handle what is due; the seconds until there may be more."""
        left = await self._store.glance(until_due)
        if left is not None and left <= 0:
            for row in await self._store.read_core(_due):
                await self._retry(Arrival(row.body, self._handlers))
            left = await self._store.glance(until_due)
        return SWEEP_SECONDS if left is None else min(max(left / 1_000_000, 0.01), SWEEP_SECONDS)

    async def _retry(self, arrival: Arrival) -> None:
        """One more attempt at a kept event."""
        context = arrival.context()
        enter(context)
        try:
            await self._store.run(context, _again, arrival)
        except SandboxUnknown:
            return
        except Exception as error:
            await self._store.run(arrival.context(), _failed_again, arrival, error)


def _again(unit: Unit, arrival: Arrival) -> None:
    claim = (
        update(inbox)
        .where(inbox.c.event_id == arrival.id, inbox.c.status == "retry")
        .values(status="handled", body=b"", attempts=inbox.c.attempts + 1, next_attempt_at=None, last_error=None)
        .returning(inbox.c.attempts)
    )
    attempt = unit.execute(claim).scalar()
    if attempt is not None:
        arrival.handle(unit, attempt, real_micros())


def _failed_again(unit: Unit, arrival: Arrival, error: Exception) -> None:
    held = select(inbox.c.attempts).where(inbox.c.event_id == arrival.id, inbox.c.status == "retry")
    attempts = unit.execute(held.with_for_update()).scalar()
    if attempts is not None:
        arrival.note_failure(unit, attempts + 1, error)


# As the partial index says it: a parameter would hide from the database that it may use that.
_TO_RETRY = text("inbox.status = 'retry'")
_VIRTUAL_NOW = func.coalesce(sandboxes.c.clock_frozen_at, bindparam("now") + sandboxes.c.clock_offset)
_DUE = (
    select(inbox.c.event_id, inbox.c.body)
    .join(sandboxes, sandboxes.c.name == inbox.c.sandbox)
    .where(_TO_RETRY, inbox.c.next_attempt_at <= _VIRTUAL_NOW)
    .order_by(inbox.c.next_attempt_at)
    .limit(200)
)
_FROZEN_AT = sandboxes.c.clock_frozen_at
_SOONEST = Prepared(
    select(func.min(inbox.c.next_attempt_at - _VIRTUAL_NOW).label("left"))
    .join(sandboxes, sandboxes.c.name == inbox.c.sandbox)
    .where(_TO_RETRY, or_(_FROZEN_AT.is_(None), inbox.c.next_attempt_at <= _FROZEN_AT))
)


def _due(connection: Connection) -> list[Row[Any]]:
    """Kept events whose time has come by their sandbox's clock."""
    return list(connection.execute(_DUE, {"now": real_micros()}))


def until_due(connection: Connection) -> int | None:
    """µs until the next kept event is due, 0 or less when one is; None when none will be, or its clock stands still."""
    (found,) = _SOONEST.run(connection, {"now": real_micros()})
    left: int | None = found.left
    return left
