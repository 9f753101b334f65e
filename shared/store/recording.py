"""What a transaction leaves behind beside the rows of its service: events, steps, and the journeys they belong to.

All of it is written with the commit. Journeys are changed in the order of their keys, so that two replicas that change
the same ones wait for one another instead of colliding.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from shared.store.append import Append
from shared.store.claim import Claim
from shared.store.prepared import run_sql
from shared.store.tables import journal, journeys, outbox, tallies, timers, words
from shared.store.transaction import JournalRow, OutboxRow, Transaction
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
_TIMERS = Append(
    timers, ("life", "kind", "key", "due_at", "journey"), once=("life", "kind", "key"),
    then={"due_at": "excluded.due_at"},
)  # fmt: skip
_CANCEL = {
    dialect: f"DELETE FROM timer WHERE life = {sign} AND kind = {sign} AND key = {sign}"
    for dialect, sign in {"sqlite": "?", "postgresql": "%s"}.items()
}
# Replicas count in rows of their own: one row for all would have them wait for one another's commits.
_SHARD = os.getpid() % 64
_FAILED = {("delivery", "failed"), ("message", "failed"), ("message", "undelivered")}
Key = tuple[int, str]


@dataclass(slots=True)
class Recording:
    """What the transactions of one commit recorded."""

    outgoing: list[OutboxRow] = field(default_factory=list)
    steps: list[JournalRow] = field(default_factory=list)
    facts: dict[Key, dict[str, str]] = field(default_factory=dict)
    received: Counter[Key] = field(default_factory=Counter)
    timers: dict[tuple[int, str, str], tuple[int | None, str | None]] = field(default_factory=dict)

    def keep(self, tx: Transaction, claim: Claim | None) -> None:
        """What this transaction has recorded, and the event it was the first to claim."""
        self.outgoing += tx.outgoing
        self.steps += tx.steps
        if tx.facts and tx.journey:
            self.facts.setdefault((tx.life, tx.journey), {}).update(tx.facts)
        if claim is not None and tx.claimed:
            self.received[claim.life, claim.type] += 1
        for (kind, key), due in tx.timers.items():
            self.timers[tx.life, kind, key] = (due, tx.journey)

    def write(self, connection: Connection) -> None:
        """All of it, in the running transaction."""
        OUTBOX.run(connection, self.outgoing)
        JOURNAL.run(connection, self.steps)
        write_journeys(connection, self.steps, self.facts)
        counted = Counter((row[0], row[3], "out") for row in self.outgoing)
        counted.update({(life, kind, "in"): number for (life, kind), number in self.received.items()})
        for key, (due, _) in self.timers.items():
            if due is None:
                run_sql(connection, _CANCEL, key, returns=False)
        _TIMERS.run(connection, sorted((*key, due, journey) for key, (due, journey) in self.timers.items() if due))
        _TALLIES.run(connection, [(*key, _SHARD, number) for key, number in sorted(counted.items())])


def write_journeys(
    connection: Connection, steps: Iterable[JournalRow], facts: Mapping[Key, Mapping[str, str]] | None = None
) -> None:
    """Note for each journey of these steps that it moved, and what it is about."""
    rows = {key: _row(lines) for key, lines in _by_journey(steps).items()}
    known = facts or {}
    _JOURNEYS.run(connection, [(*key, *rows[key], *_facts(known.get(key, {}))) for key in sorted(rows)])
    _WORDS.run(connection, sorted({
        (life, word, journey) for (life, journey), told in known.items() for word in _words(told)
    }))  # fmt: skip


def _by_journey(steps: Iterable[JournalRow]) -> dict[Key, list[JournalRow]]:
    found: dict[Key, list[JournalRow]] = {}
    for step in steps:
        if step[3] is not None:
            found.setdefault((step[2], step[3]), []).append(step)
    return found


def _row(lines: Sequence[JournalRow]) -> tuple[Any, ...]:
    last, kinds = lines[-1], [(line[4], line[6]) for line in lines]
    state = next((line for line in reversed(lines) if line[4] == "state"), None)
    failures = sum(kind in _FAILED for kind in kinds)
    messages = sum(kind == "message" for kind, _ in kinds)
    named = (state[5], state[6], state[1]) if state else (None, None, None)
    return (lines[0][0], last[0], last[1], len(lines), failures, messages, *named)


def _facts(told: Mapping[str, str]) -> tuple[Any, ...]:
    return (*(told.get(name) for name in FACTS), normal(f" {' '.join(told.values())}") if told else "")


def _words(told: Mapping[str, str]) -> set[str]:
    return {word for text in told.values() for word in words_of(text)}
