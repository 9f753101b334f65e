"""Marking events in the outbox: sent, or to be tried again later, with growing pauses.

A mark does not wait for the disk. One that a power failure undoes costs a second copy of its event, and the receiver
knows the copy by its id.
"""

import json
import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, update

from shared.bus.contract import BusError, HeldBack, Returned
from shared.clock import Clock
from shared.errors import Held, Unavailable
from shared.events.base import without_secrets
from shared.journal import Step, append, detail
from shared.outbox.suffering import overtaken
from shared.store.prepared import run_sql
from shared.store.tables import outbox

PAUSE_US, LONGEST_PAUSE_US = 100_000, 2_000_000

log = logging.getLogger(__name__)

_WITHOUT_SECRETS = (
    update(outbox).where(outbox.c.life == bindparam("of"), outbox.c.id == bindparam("sent"))
    .values(body=bindparam("masked"))
)  # fmt: skip

# A moment, a life, and a JSON array of ids: one statement for a batch. A life that is over meanwhile has none of them.
_ATTEMPTED = {
    "sqlite": "UPDATE outbox SET {} = ?, attempts = attempts + 1 "
    "WHERE life = ? AND id IN (SELECT value FROM json_each(?)) RETURNING id",
    "postgresql": "UPDATE outbox SET {} = %s, attempts = attempts + 1 "
    "WHERE life = %s AND id = ANY(ARRAY(SELECT json_array_elements_text(%s::json))) RETURNING id",
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


def mark(connection: Connection, outcomes: Sequence[Outcome]) -> None:
    """Note what became of these events, in outbox and journal."""
    marked: set[tuple[int, str]] = set()
    sent = [outcome.row for outcome in outcomes if outcome.error is None]
    for life in sorted({row.life for row in sent}):
        marked |= _marked(connection, _SENT, outcomes[-1].at, life, [row.id for row in sent if row.life == life])
    _forget_secrets(connection, sent)
    overtaken(connection, sent)
    for row, error, _, at in outcomes:
        if error is not None:
            marked |= _marked(connection, _POSTPONED, at + _pause(row.attempts), row.life, [row.id])
    append(connection, [
        _step(outcome) for outcome in outcomes
        if (outcome.row.life, outcome.row.id) in marked and not isinstance(outcome.error, (HeldBack, Held))
    ])  # fmt: skip


def _forget_secrets(connection: Connection, sent: Sequence[Any]) -> None:
    """Whoever they went to has them now: passwords and codes are not kept beside the receiver's copy."""
    masked = [(row, without_secrets(row.type, row.body)) for row in sent]
    if changes := [{"of": row.life, "sent": row.id, "masked": body} for row, body in masked if body is not None]:
        connection.execute(_WITHOUT_SECRETS, changes)


def _marked(
    connection: Connection, statement: dict[str, str], moment: int, life: int, ids: list[str]
) -> set[tuple[int, str]]:
    return {(life, row[0]) for row in run_sql(connection, statement, (moment, life, json.dumps(ids)))}


def _pause(attempts: int) -> int:
    return int(min(PAUSE_US * 2 ** min(attempts, 10), LONGEST_PAUSE_US))


def _step(outcome: Outcome) -> Step:
    row, error = outcome.row, outcome.error
    status = "confirmed" if error is None else "returned" if isinstance(error, Returned) else "unavailable"
    reason = None if error is None else detail(error=str(error) or type(error).__name__)
    if error is not None and not isinstance(error, (BusError, Unavailable)):
        log.warning("publishing %s failed: %r", row.type, error)
    return Step(
        at=Clock(row.clock_offset, row.clock_frozen_at).at(outcome.at), life=row.life, kind="event",
        name=row.type, status=status, journey=row.journey, event_id=row.id, attempt=row.attempts + 1,
        duration_us=outcome.took_us, detail=reason, recorded_at=outcome.at,
    )  # fmt: skip
