"""What a transaction leaves behind beside the rows of its service: events, steps of the journal, the journeys they
belong to, and timers.

All of it is written with the commit. Journeys are changed in the order of their keys, so that two replicas that change
the same ones wait for one another instead of colliding.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic_core import to_json
from sqlalchemy import Connection

from shared.clock import real_micros
from shared.context import Context
from shared.events.base import Event, encode
from shared.identifiers import new_id
from shared.masking import mask
from shared.store.prepared import Append, for_both, run_sql
from shared.store.tables import journal, journeys, outbox, tallies, timers, words
from shared.store.words import normal, words_of

_OUTBOX = Append(outbox, ("life", "id", "journey", "type", "mandatory", "body", "recorded_at"))
FACTS = ("number", "project_code", "project_name", "scenario", "phone")
_KEPT = ("began", "moved", "recorded_at", "lines", "failures", "messages", "state_of", "state", "state_at")
_MOVED = {"moved": "excluded.moved", "recorded_at": "excluded.recorded_at", "text": "journey.text || excluded.text"}
_ADDED = {name: f"journey.{name} + excluded.{name}" for name in ("lines", "failures", "messages")}
_LATEST = {name: f"coalesce(excluded.{name}, journey.{name})" for name in ("state_of", "state", "state_at", *FACTS)}
_JOURNEYS = Append(
    journeys, ("life", "id", *_KEPT, *FACTS, "text"), once=("life", "id"), then=_MOVED | _ADDED | _LATEST
)
_WORDS = Append(words, ("life", "word", "journey"), once=("life", "word", "journey"))
_TALLIES = Append(
    tallies, ("life", "type", "way", "shard", "number"), once=("life", "type", "way", "shard"),
    then={"number": "tally.number + excluded.number"},
)  # fmt: skip
TIMERS = Append(
    timers, ("life", "kind", "key", "due_at", "journey"), once=("life", "kind", "key"),
    then={"due_at": "excluded.due_at"},
)  # fmt: skip
_CANCEL = for_both("DELETE FROM timer WHERE life = ? AND kind = ? AND key = ?")
# Replicas count in rows of their own: one row for all would have them wait for one another's commits.
_SHARD = os.getpid() % 64
_FAILED = {("delivery", "failed"), ("message", "failed"), ("message", "undelivered")}
Key = tuple[int, str]
OutboxRow = tuple[int, str, str, str, bool, bytes, int]


class Step(NamedTuple):
    """One row of the journal. `at` is the sandbox's time and `recorded_at` real time, both in µs since 1970; `detail`
    is JSON.

    kind: request, control, state, event, delivery or message. status of events: emitted, confirmed, returned,
    unavailable; of deliveries: received, handled, duplicate, failed, retry, dead, replayed; of controls: asked, done,
    refused.
    """

    at: int
    life: int
    kind: str
    name: str
    status: str
    journey: str | None = None
    event_id: str | None = None
    caused_by: str | None = None
    attempt: int | None = None
    duration_us: int | None = None
    detail: str | None = None
    recorded_at: int = 0


_JOURNAL = Append(journal, Step._fields)


@dataclass(slots=True)
class Records:
    """The records of one transaction, written with its commit. `at` in µs of the sandbox's clock."""

    life: int
    context: Context
    at: int
    outgoing: list[OutboxRow] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
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
        self.steps.append(Step(
            self.at, self.life, kind, name, status, context.journey, event_id, context.causation, attempt, duration_us,
            masked_json(detail) if detail else None, real_micros(),
        ))  # fmt: skip


@dataclass(slots=True)
class Recording:
    """What the transactions of one commit recorded."""

    outgoing: list[OutboxRow] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    facts: dict[Key, dict[str, str]] = field(default_factory=dict)
    received: Counter[Key] = field(default_factory=Counter)
    timers: dict[tuple[int, str, str], tuple[int | None, str | None]] = field(default_factory=dict)

    def keep(self, records: Records) -> None:
        """Add what one transaction has recorded."""
        life, journey = records.life, records.context.journey
        self.outgoing += records.outgoing
        self.steps += records.steps
        if records.facts and journey:
            self.facts.setdefault((life, journey), {}).update(records.facts)
        self.received.update((life, type_) for type_ in records.received)
        for (kind, key), due in records.timers.items():
            self.timers[life, kind, key] = (due, journey)

    def write(self, connection: Connection) -> None:
        """All of it, in the running transaction."""
        if self.outgoing:
            _OUTBOX.run(connection, self.outgoing)
        if self.steps:
            write_steps(connection, self.steps, self.facts)
        if self.timers:
            self._write_timers(connection)
        counted = Counter((life, kind, "out") for life, _, _, kind, *_ in self.outgoing)
        counted.update({(life, kind, "in"): number for (life, kind), number in self.received.items()})
        if counted:
            _TALLIES.run(connection, [(*key, _SHARD, number) for key, number in sorted(counted.items())])

    def _write_timers(self, connection: Connection) -> None:
        for key, (due, _) in self.timers.items():
            if due is None:
                run_sql(connection, _CANCEL, key, returns=False)
        rows = sorted((*key, due, journey) for key, (due, journey) in self.timers.items() if due)
        if rows:
            TIMERS.run(connection, rows)


def write_steps(connection: Connection, steps: Sequence[Step], facts: Mapping[Key, Mapping[str, str]]) -> None:
    """Append them to the journal, and note for each of their journeys that it moved, and what it is about."""
    _JOURNAL.run(connection, steps)
    moved = [(*key, *_row(lines), *_facts(facts.get(key, {}))) for key, lines in _by_journey(steps)]
    if moved:
        _JOURNEYS.run(connection, moved)
    found_by = sorted((key[0], word, key[1]) for key, texts in facts.items() for word in _words(texts))
    if found_by:
        _WORDS.run(connection, found_by)


def masked_json(facts: Mapping[str, Any]) -> str:
    """As a step's `detail` has them."""
    return to_json(mask(facts), fallback=str).decode()


def _by_journey(steps: Iterable[Step]) -> list[tuple[Key, list[Step]]]:
    lines: dict[Key, list[Step]] = {}
    for step in steps:
        if step.journey is not None:
            lines.setdefault((step.life, step.journey), []).append(step)
    return sorted(lines.items())


def _row(lines: Sequence[Step]) -> tuple[Any, ...]:
    last = lines[-1]
    state = next((line for line in reversed(lines) if line.kind == "state"), None)
    failures = sum((line.kind, line.status) in _FAILED for line in lines)
    messages = sum(line.kind == "message" and line.status != "faulted" for line in lines)
    named = (state.name, state.status, state.recorded_at) if state else (None, None, None)
    return (lines[0].at, last.at, last.recorded_at, len(lines), failures, messages, *named)


def _facts(texts: Mapping[str, str]) -> tuple[Any, ...]:
    return (*(texts.get(name) for name in FACTS), normal(f" {' '.join(texts.values())}") if texts else "")


def _words(texts: Mapping[str, str]) -> set[str]:
    return {word for text in texts.values() for word in words_of(text)}
