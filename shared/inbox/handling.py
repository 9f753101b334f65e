"""Handing an event to its handler, and noting what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json
from sqlalchemy import ColumnElement, update

from shared.bus.contract import Undecodable
from shared.clock import real_micros
from shared.context import Context
from shared.errors import Problem
from shared.events.base import Event, decode
from shared.masking import scrub
from shared.store import Transaction
from shared.store.prepared import for_both, run_sql
from shared.store.tables import inbox

Handler = Callable[[Transaction, Any], None]
Handlers = Mapping[type[Any], Handler]  # of Event classes; a Mapping is invariant in its keys

RETRY = "retry"
BACKOFF_SECONDS = (0.2, 0.5, 1, 2, 5, 15, 30, 60, 60, 60)

_COLUMNS = ("life", "event_id", "journey", "type", "body", "status", "attempts", "received_at")
_ENTER = for_both(
    f"INSERT INTO inbox ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' for _ in _COLUMNS)}) "
    "ON CONFLICT DO NOTHING RETURNING event_id"
)


class TryAgain(Exception):
    """A handler's way to say that something it needs has not arrived yet."""


class Inflicted(Exception):
    """A handler fails because a tester wants it to; the message is the tester's."""


class Arrival:
    """One copy of an event and its handler; a failed attempt is repeated with backoff. Raises Undecodable."""

    def __init__(
        self, body: bytes, handlers: Mapping[str, tuple[type[Event], Handler]], service: str,
        of: tuple[str, int] | None = None,
    ) -> None:  # fmt: skip
        """`of` a sandbox and its life, where it was kept; else of those it names."""
        try:
            envelope = decode(body)
            self.envelope = envelope if of is None else replace(envelope, sandbox=of[0], life=of[1])
        except ValueError as error:
            raise Undecodable(str(error)) from error
        self.body, self.service = body, service
        self.type, self.id = self.envelope.type, self.envelope.id
        self._kind, self._handler = handlers[self.type]

    def context(self) -> Context:
        """In whose name it is handled; one for each transaction."""
        envelope = self.envelope
        return Context(
            sandbox=envelope.sandbox, life=envelope.life, journey=envelope.journey, causation=envelope.id,
            traceparent=envelope.traceparent, faultable=True,
        )  # fmt: skip

    @property
    def row(self) -> tuple[ColumnElement[bool], ...]:
        """Which one is its row in the inbox."""
        return row_of(self.envelope.life, self.id)

    def is_new(self, tx: Transaction, kept: bytes = b"") -> bool:
        """Enter it into the inbox, with the bytes that are `kept` for a retry; False when a copy came before.

        Either way it is noted in the journal.
        """
        status = "retry" if kept else "handled"
        envelope = self.envelope
        row = (tx.life, self.id, envelope.journey, self.type, kept, status, 1, real_micros())
        is_new = bool(run_sql(tx.connection(), _ENTER, row))
        tx.wrote = tx.wrote or is_new
        if is_new:
            tx.records.received.append(self.type)
        tx.records.step("delivery", self.type, "received" if is_new else "duplicate", event_id=self.id)
        return is_new

    @cached_property
    def document(self) -> Any:
        """The envelope as JSON."""
        return from_json(self.body)

    @cached_property
    def _event(self) -> Event:
        return self._kind.model_validate(self.envelope.data)

    def handle(self, tx: Transaction, attempt: int, started: int) -> None:
        """Let it take effect; raises whatever its handler does."""
        self._handler(tx, self._event)
        tx.records.step("delivery", self.type, "handled", event_id=self.id, attempt=attempt,
                        duration_us=real_micros() - started)  # fmt: skip

    def note_failure(self, tx: Transaction, attempt: int, error: Exception) -> None:
        """Say when it is tried again, if it is."""
        reason = described(error)
        left = attempt <= len(BACKOFF_SECONDS)
        due = tx.now() + timedelta(seconds=BACKOFF_SECONDS[attempt - 1]) if left else None
        status = "retry" if left else "dead"
        tx.execute(update(inbox).where(*self.row).values(status=status, attempts=attempt, last_error=reason))
        if due is not None:
            tx.set_timer(RETRY, self.id, due)
        facts = {"error": reason, "next_attempt_at": due and due.isoformat()}
        tx.records.step("delivery", self.type, "failed", event_id=self.id, attempt=attempt, detail=facts)
        tx.records.step("delivery", self.type, status, event_id=self.id, attempt=attempt)


def row_of(life: int, event_id: str) -> tuple[ColumnElement[bool], ...]:
    """Which one is an event's row in the inbox."""
    return inbox.c.life == life, inbox.c.event_id == event_id


def described(error: Exception) -> str:
    """An error for the journal: its kind and first line, without personal data; what a tester made up as it is."""
    if isinstance(error, Inflicted):
        return scrub(str(error))[:300]
    if isinstance(error, Problem):
        return f"{type(error).__name__}: {error.code}"
    if isinstance(error, ValidationError):
        return f"ValidationError: {'; '.join('.'.join(map(str, e['loc'])) + ' ' + e['type'] for e in error.errors())}"
    first = str(getattr(error, "orig", None) or error).strip().split("\n", 1)[0]
    return scrub(f"{type(error).__name__}: {first}")[:300]
