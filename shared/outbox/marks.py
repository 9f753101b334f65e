"""Marking what was sent, behind the events' backs: they are on their way, and the next service needs the processor.

Marks wait for company, but not while somebody looks at what is going on. Those lost with the process cost a second copy
of what they were for, which its receiver knows by its id.
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from math import inf
from time import monotonic
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, update

from shared.bus.contract import BusError, HeldBack, Returned
from shared.clock import Clock, real_micros
from shared.errors import Unavailable
from shared.events.base import without_secrets
from shared.journal import Step, append, detail
from shared.store import Store
from shared.store.prepared import run_sql
from shared.store.tables import outbox

BEHIND_SECONDS = 0.1
MOST = 200
PAUSE_US, LONGEST_PAUSE_US = 100_000, 2_000_000

log = logging.getLogger(__name__)

_WITHOUT_SECRETS = update(outbox).where(outbox.c.id == bindparam("sent")).values(body=bindparam("masked"))

# A moment, and a JSON array of ids: one statement for a batch. A sandbox that was reset meanwhile has none of them.
_ATTEMPTED = {
    "sqlite": "UPDATE outbox SET {} = ?, attempts = attempts + 1 WHERE id IN (SELECT value FROM json_each(?)) "
    "RETURNING id",
    "postgresql": "UPDATE outbox SET {} = %s, attempts = attempts + 1 "
    "WHERE id = ANY(ARRAY(SELECT json_array_elements_text(%s::json))) RETURNING id",
}
_SENT, _POSTPONED = (
    {dialect: text.format(column) for dialect, text in _ATTEMPTED.items()} for column in ("sent_at", "due_at")
)


class Outcome(NamedTuple):
    """What became of publishing an outbox row: nothing wrong, or why not; `at` in real µs."""

    row: Any
    error: Exception | None
    took_us: int
    at: int


class Marks:
    """What became of published events, and is not in the outbox yet."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._outcomes: list[Outcome] = []
        self._writing = asyncio.Lock()
        self._due = inf

    @property
    def due_in(self) -> float:
        """Seconds until they should be written; a great many when there are none."""
        return self._due - monotonic()

    def add(self, rows: Sequence[Any], results: Sequence[Exception | None], took_us: int) -> None:
        """They are published, or not."""
        now = real_micros()
        self._outcomes += [Outcome(row, error, took_us, now) for row, error in zip(rows, results, strict=True)]
        failed = any(error is not None for error in results)
        hurry = failed or len(self._outcomes) >= MOST or self._store.recorded.watched
        self._due = min(self._due, monotonic() + (0 if hurry else BEHIND_SECONDS))

    async def write(self) -> None:
        """Into outbox and journal; those that were being written are there, too, when it returns.

        What it fails for is unsent, as far as anybody knows.
        """
        async with self._writing:
            if outcomes := self._outcomes:
                self._outcomes, self._due = [], inf
                await self._store.write_relaxed(_write, outcomes)


def _write(connection: Connection, outcomes: Sequence[Outcome]) -> None:
    known: set[str] = set()
    if sent := [outcome.row.id for outcome in outcomes if outcome.error is None]:
        known |= _marked(connection, _SENT, outcomes[-1].at, sent)
        _forget_secrets(connection, [outcome.row for outcome in outcomes if outcome.error is None])
    for row, error, _, at in outcomes:
        if error is not None:
            known |= _marked(connection, _POSTPONED, at + _pause(row.attempts), [row.id])
    append(connection, [
        _step(outcome) for outcome in outcomes
        if outcome.row.id in known and not isinstance(outcome.error, HeldBack)
    ])  # fmt: skip


def _forget_secrets(connection: Connection, sent: Sequence[Any]) -> None:
    """Whoever they went to has them now: passwords and codes are not kept beside the receiver's copy."""
    masked = [(row.id, without_secrets(row.type, row.body)) for row in sent]
    if changes := [{"sent": event_id, "masked": body} for event_id, body in masked if body is not None]:
        connection.execute(_WITHOUT_SECRETS, changes)


def _marked(connection: Connection, statement: dict[str, str], moment: int, ids: list[str]) -> set[str]:
    return {row[0] for row in run_sql(connection, statement, (moment, json.dumps(ids)))}


def _pause(attempts: int) -> int:
    return int(min(PAUSE_US * 2 ** min(attempts, 10), LONGEST_PAUSE_US))


def _step(outcome: Outcome) -> Step:
    row, error = outcome.row, outcome.error
    status = "confirmed" if error is None else "returned" if isinstance(error, Returned) else "unavailable"
    reason = None if error is None else detail(error=str(error) or type(error).__name__)
    if error is not None and not isinstance(error, (BusError, Unavailable)):
        log.warning("publishing %s failed: %r", row.type, error)
    return Step(
        at=Clock(row.clock_offset, row.clock_frozen_at).at(outcome.at), sandbox=row.sandbox, kind="event",
        name=row.type, status=status, journey=row.journey, event_id=row.id, attempt=row.attempts + 1,
        duration_us=outcome.took_us, detail=reason, recorded_at=outcome.at,
    )  # fmt: skip
