"""The inbox: each event takes effect once. A delivery and its effect are one transaction.

A second copy finds the first one's row. A handler that fails is rolled back, its event kept here and tried again with
growing pauses (by the sandbox's clock); after the last attempt it is dead, until somebody retries it. The transport
sees none of this: what is in the inbox is acknowledged. Of an event handled at once no bytes are kept: its publisher
has them.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from shared.bus.contract import Undecodable
from shared.clock import real_micros, to_micros
from shared.context import Context, enter
from shared.errors import Problem, SandboxUnknown, Unavailable
from shared.events.base import Envelope, decode
from shared.masking import scrub
from shared.store import Store, Unit
from shared.store.base import PLACEHOLDERS
from shared.store.prepared import Prepared
from shared.store.tables import inbox, sandboxes

Handler = Callable[[Unit, Any], None]
Handlers = Mapping[type[Any], Handler]  # of Event classes; a Mapping is invariant in its keys

BACKOFF_SECONDS = (0.2, 0.5, 1, 2, 5, 15, 30, 60, 60, 60)
SWEEP_SECONDS = 1.0

log = logging.getLogger(__name__)


class TryAgain(Exception):
    """A handler's way to say that something it needs has not arrived yet."""


class Inbox:
    """One service's inbox and its retries."""

    def __init__(self, store: Store, handlers: Handlers) -> None:
        self.store = store
        self.handlers = {event.TYPE: (event, handler) for event, handler in handlers.items()}
        self._wake = asyncio.Event()
        self._rescues: set[asyncio.Task[None]] = set()

    def receive(self, body: bytes) -> "asyncio.Future[None]":
        """Take one copy of an event; under way at once. Done when it is handled or safely kept; raises Undecodable."""
        try:
            envelope = decode(body)
        except ValueError as error:
            raise Undecodable(str(error)) from error
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        unit = self.store.begin(_context(envelope), self._take, envelope, body)
        unit.add_done_callback(lambda unit: self._taken(unit, done, envelope, body))
        return done

    def _taken(
        self, unit: "asyncio.Future[None]", done: "asyncio.Future[None]", envelope: Envelope, body: bytes
    ) -> None:
        error = asyncio.CancelledError() if unit.cancelled() else unit.exception()
        if error is None:
            _settle(done)
            return
        rescue = asyncio.create_task(self._rescue(error, envelope, body))
        self._rescues.add(rescue)
        rescue.add_done_callback(self._rescues.discard)
        rescue.add_done_callback(lambda rescue: _settle(done, rescue.exception()))

    async def _rescue(self, error: BaseException, envelope: Envelope, body: bytes) -> None:
        enter(_context(envelope))
        if isinstance(error, SandboxUnknown):
            log.info("dropped %s of a sandbox that is gone", envelope.type)
        elif isinstance(error, Exception):  # whatever a handler raises, its event must not be lost
            await self._keep(envelope, body, error)
        else:
            raise Unavailable

    def _take(self, unit: Unit, envelope: Envelope, body: bytes) -> None:
        started = real_micros()
        if _from_before(unit, envelope):
            return
        if not _insert(unit, envelope, b"", status="handled"):
            unit.step("delivery", envelope.type, "duplicate", event_id=envelope.id)
            return
        unit.step("delivery", envelope.type, "received", event_id=envelope.id)
        self._handle(unit, envelope, attempt=1, started=started)

    def _handle(self, unit: Unit, envelope: Envelope, attempt: int, started: int) -> None:
        event, handler = self.handlers[envelope.type]
        handler(unit, event.model_validate(envelope.data))
        unit.step("delivery", envelope.type, "handled", event_id=envelope.id, attempt=attempt,
                  duration_us=real_micros() - started)  # fmt: skip

    async def _keep(self, envelope: Envelope, body: bytes, error: Exception) -> None:
        log.warning("handler of %s failed, kept for retry: %s", envelope.type, describe(error))
        try:
            await self.store.run(_context(envelope), self._keep_first, envelope, body, error)
        except SandboxUnknown:
            return
        self.wake()

    def _keep_first(self, unit: Unit, envelope: Envelope, body: bytes, error: Exception) -> None:
        if not _insert(unit, envelope, body, status="retry"):
            unit.step("delivery", envelope.type, "duplicate", event_id=envelope.id)
            return
        unit.step("delivery", envelope.type, "received", event_id=envelope.id)
        self._note_failure(unit, envelope, 1, error)

    # Retries.

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
        soonest = await self.store.glance(_soonest)
        if soonest is not None and soonest <= 0:
            for row in await self.store.read_core(_due):
                await self.retry(row.event_id, row.body)
            soonest = await self.store.glance(_soonest)
        return SWEEP_SECONDS if soonest is None else min(max(soonest / 1_000_000, 0.01), SWEEP_SECONDS)

    async def retry(self, event_id: str, body: bytes) -> None:
        """One more attempt at a kept event."""
        envelope = decode(body)
        context = _context(envelope)
        enter(context)
        try:
            await self.store.run(context, self._again, envelope)
        except SandboxUnknown:
            return
        except Exception as error:
            await self.store.run(_context(envelope), self._failed_again, envelope, error)

    def _again(self, unit: Unit, envelope: Envelope) -> None:
        claim = (
            update(inbox)
            .where(inbox.c.event_id == envelope.id, inbox.c.status == "retry")
            .values(status="handled", attempts=inbox.c.attempts + 1, next_attempt_at=None, last_error=None)
            .returning(inbox.c.attempts)
        )
        attempt = unit.execute(claim).scalar()
        if attempt is not None:
            self._handle(unit, envelope, attempt, real_micros())

    def _failed_again(self, unit: Unit, envelope: Envelope, error: Exception) -> None:
        held = select(inbox.c.attempts).where(inbox.c.event_id == envelope.id, inbox.c.status == "retry")
        attempts = unit.execute(held.with_for_update()).scalar()
        if attempts is not None:
            self._note_failure(unit, envelope, attempts + 1, error)

    def _note_failure(self, unit: Unit, envelope: Envelope, attempt: int, error: Exception) -> None:
        reason = describe(error)
        left = attempt <= len(BACKOFF_SECONDS)
        due = unit.micros + int(BACKOFF_SECONDS[attempt - 1] * 1_000_000) if left else None
        status = "retry" if left else "dead"
        unit.execute(
            update(inbox)
            .where(inbox.c.event_id == envelope.id)
            .values(status=status, attempts=attempt, next_attempt_at=due, last_error=reason)
        )
        facts = {"error": reason, "next_attempt_at": due}
        unit.step("delivery", envelope.type, "failed", event_id=envelope.id, attempt=attempt, detail=facts)
        unit.step("delivery", envelope.type, status, event_id=envelope.id, attempt=attempt)


def _settle(done: "asyncio.Future[None]", error: BaseException | None = None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)


def describe(error: Exception) -> str:
    """An error for the journal: its kind and first line, without personal data."""
    if isinstance(error, Problem):
        return f"{type(error).__name__}: {error.code}"
    if isinstance(error, ValidationError):
        return f"ValidationError: {'; '.join('.'.join(map(str, e['loc'])) + ' ' + e['type'] for e in error.errors())}"
    first = str(getattr(error, "orig", None) or error).strip().split("\n", 1)[0]
    return scrub(f"{type(error).__name__}: {first}")[:300]


def _from_before(unit: Unit, envelope: Envelope) -> bool:
    """Whether the event belongs to what the sandbox held before it was reset."""
    return to_micros(datetime.fromisoformat(envelope.recorded)) < unit.sandbox_made_at


def _context(envelope: Envelope) -> Context:
    return Context(
        sandbox=envelope.sandbox, journey=envelope.journey, causation=envelope.id, traceparent=envelope.traceparent
    )


_COLUMNS = ("event_id", "sandbox", "journey", "type", "body", "status", "attempts", "received_at")
_INSERTS = {
    dialect: f"INSERT INTO inbox ({', '.join(_COLUMNS)}) VALUES ({', '.join(sign for _ in _COLUMNS)}) "
    "ON CONFLICT DO NOTHING RETURNING event_id"
    for dialect, sign in PLACEHOLDERS.items()
}


def _insert(unit: Unit, envelope: Envelope, body: bytes, status: str) -> bool:
    """The inbox row first; False when another copy was here before."""
    row = (envelope.id, envelope.sandbox, envelope.journey, envelope.type, body, status, 1, real_micros())
    return len(unit.sql(_INSERTS, row)) == 1


_VIRTUAL_NOW = func.coalesce(sandboxes.c.clock_frozen_at, bindparam("now") + sandboxes.c.clock_offset)
_DUE = (
    select(inbox.c.event_id, inbox.c.body)
    .join(sandboxes, sandboxes.c.name == inbox.c.sandbox)
    .where(inbox.c.status == "retry", inbox.c.next_attempt_at <= _VIRTUAL_NOW)
    .order_by(inbox.c.next_attempt_at)
    .limit(200)
)
_FROZEN_AT = sandboxes.c.clock_frozen_at
_SOONEST = Prepared(
    select(func.min(inbox.c.next_attempt_at - _VIRTUAL_NOW).label("left"))
    .join(sandboxes, sandboxes.c.name == inbox.c.sandbox)
    .where(inbox.c.status == "retry", or_(_FROZEN_AT.is_(None), inbox.c.next_attempt_at <= _FROZEN_AT))
)


def _due(connection: Connection) -> list[Row[Any]]:
    """Kept events whose time has come by their sandbox's clock."""
    return list(connection.execute(_DUE, {"now": real_micros()}))


def _soonest(connection: Connection) -> int | None:
    """µs until the next kept event is due, 0 or less when one is; None when none will be, or its clock stands still."""
    (found,) = _SOONEST.run(connection, {"now": real_micros()})
    left: int | None = found.left
    return left
