"""What a transaction records beside its rows: events, steps of the journal, facts of its journey, and timers."""

from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_json

from shared.clock import real_micros
from shared.context import Context
from shared.events.base import Event, encode
from shared.identifiers import new_id
from shared.masking import mask

OutboxRow = tuple[int, str, str, str, bool, bytes, int]
JournalRow = tuple[int, int, int, str | None, str, str, str, str | None, str | None, int | None, int | None, str | None]


@dataclass(slots=True)
class Records:
    """The records of one transaction, written with its commit. `at` in µs of the sandbox's clock."""

    life: int
    context: Context
    at: int
    outgoing: list[OutboxRow] = field(default_factory=list)
    steps: list[JournalRow] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    timers: dict[tuple[str, str], int | None] = field(default_factory=dict)
    received: list[str] = field(default_factory=list)
    """Types of events that came in."""

    def event(self, happened: Event) -> str:
        """Put an event into the outbox; returns its id."""
        context, event_id, recorded = self.context, new_id(), real_micros()
        if context.journey is None:
            context.journey = new_id()
        body = encode(
            happened, event_id=event_id, at=self.at, recorded=recorded, journey=context.journey,
            causation=context.causation, traceparent=context.traceparent,
        )  # fmt: skip
        self.outgoing.append((self.life, event_id, context.journey, happened.TYPE, happened.MANDATORY, body, recorded))
        self.step("event", happened.TYPE, "emitted", event_id=event_id)
        return event_id

    def step(
        self, kind: str, name: str, status: str, event_id: str | None = None, attempt: int | None = None,
        duration_us: int | None = None, detail: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Append one step to the journal."""
        context = self.context
        self.steps.append((
            self.at, real_micros(), self.life, context.journey, kind, name, status, event_id, context.causation,
            attempt, duration_us, to_json(mask(detail), fallback=str).decode() if detail else None,
        ))  # fmt: skip
