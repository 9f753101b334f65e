"""What a transaction leaves behind beside the rows of its service: events, steps of the journal, the journeys they
belong to, and timers.

All of it is written with the commit. Journeys are changed in the order of their keys, so that two replicas that change
the same ones wait for one another instead of colliding.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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

OUTBOX = Append(outbox, ("life", "id", "journey", "type", "mandatory", "body", "recorded_at"))
JOURNAL = Append(journal, [column.name for column in journal.columns if column.name not in ("seq", "tx")])
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


@dataclass(slots=True)
class Recording:
    """What the transactions of one commit recorded."""

    outgoing: list[OutboxRow] = field(default_factory=list)
    steps: list[JournalRow] = field(default_factory=list)
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
            OUTBOX.run(connection, self.outgoing)
        if self.steps:
            JOURNAL.run(connection, self.steps)
            write_journeys(connection, self.steps, self.facts)
        if self.timers:
            self._write_timers(connection)
        counted = Counter((row[0], row[3], "out") for row in self.outgoing)
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


def write_journeys(
    connection: Connection, steps: Iterable[JournalRow], facts: Mapping[Key, Mapping[str, str]] | None = None
) -> None:
    """Note for each journey of these steps that it moved, and what it is about."""
    moved = [(*key, *_row(lines), *_facts((facts or {}).get(key, {}))) for key, lines in _by_journey(steps)]
    if moved:
        _JOURNEYS.run(connection, moved)
    found_by = sorted((key[0], word, key[1]) for key, texts in (facts or {}).items() for word in _words(texts))
    if found_by:
        _WORDS.run(connection, found_by)


def _by_journey(steps: Iterable[JournalRow]) -> list[tuple[Key, list[JournalRow]]]:
    lines: dict[Key, list[JournalRow]] = {}
    for step in steps:
        if step[3] is not None:
            lines.setdefault((step[2], step[3]), []).append(step)
    return sorted(lines.items())


def _row(lines: Sequence[JournalRow]) -> tuple[Any, ...]:
    last, kinds = lines[-1], [(line[4], line[6]) for line in lines]
    state = next((line for line in reversed(lines) if line[4] == "state"), None)
    failures = sum(kind in _FAILED for kind in kinds)
    messages = sum(kind == "message" and status != "faulted" for kind, status in kinds)
    named = (state[5], state[6], state[1]) if state else (None, None, None)
    return (lines[0][0], last[0], last[1], len(lines), failures, messages, *named)


def _facts(texts: Mapping[str, str]) -> tuple[Any, ...]:
    return (*(texts.get(name) for name in FACTS), normal(f" {' '.join(texts.values())}") if texts else "")


def _words(texts: Mapping[str, str]) -> set[str]:
    return {word for text in texts.values() for word in words_of(text)}
