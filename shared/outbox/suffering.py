"""What faults do to events on their way out: held, delayed, overtaken, sent several times, or broken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, update

from shared.clock import real_micros
from shared.events.base import addressed
from shared.faults import PUBLISH, Struck, faulted, strike
from shared.faults.striking import marked, read_mark
from shared.journal import append
from shared.store.tables import outbox

OVERTAKEN_US = 2_000_000
"""So long an event waits to be overtaken by the next one."""
REMOVED = 2**62
"""When what is held until its fault is removed would go out."""
OVERTAKEN = "reorder"


@dataclass(frozen=True, slots=True)
class Sending:
    """An outbox row to be sent now, `copies` more of it than one, and the bytes."""

    row: Any
    body: bytes
    copies: int = 0


def suffer(connection: Connection, service: str, rows: Sequence[Any]) -> tuple[list[Sending], list[float]]:
    """What is to be sent of these now, and in how many seconds to look for others of them.

    Each event is asked about once; what it suffers stands on it from then on.
    """
    sending: list[Sending] = []
    later: list[float] = []
    waiting: set[tuple[int, str]] = set()
    for row in rows:
        if (row.life, row.journey) in waiting:  # the order within a journey
            continue
        mark, due = (row.struck, 0) if row.struck is not None or not row.faulty else _struck(connection, service, row)
        do, _, how = read_mark(mark or "")
        if due and do != OVERTAKEN:
            waiting.add((row.life, row.journey))
        if not due:
            sending.append(_sending(row, do, how))
        elif due != REMOVED:
            later.append((due - real_micros()) / 1_000_000)
    return sending, later


def _struck(connection: Connection, service: str, row: Any) -> tuple[str, int]:
    """Its mark, and when it is due in real µs: 0 for now."""
    facts = {"service": service, "event": row.type, "where": from_json(addressed(row.body, row.sandbox, row.life))}
    struck = strike(connection, row.life, PUBLISH, service, facts)
    mark, due = ("", 0) if struck is None else (marked(struck), _due(struck))
    mine = (outbox.c.life == row.life, outbox.c.id == row.id)
    connection.execute(update(outbox).where(*mine).values(struck=mark, due_at=due))
    if struck is not None:
        append(connection, [faulted(row.life, struck, "event", row.type, journey=row.journey, caused_by=row.id,
                                    event_id=row.id)])  # fmt: skip
    return mark, due


def _due(struck: Struck) -> int:
    now = real_micros()
    later = {"hold": REMOVED, OVERTAKEN: now + OVERTAKEN_US}
    return now + struck.milliseconds * 1000 if struck.do == "delay" else later.get(struck.do, 0)


def _sending(row: Any, do: str, how: Mapping[str, Any]) -> Sending:
    body = addressed(row.body, row.sandbox, row.life)
    if do == "corrupt":  # its head stays, so that whoever puts it aside can say what it was
        body = body[: body.index(b', "data": ')] + b', "data": {"corr'
    return Sending(row, body, copies=int(how["copies"]) if do == "duplicate" else 0)


def overtaken(connection: Connection, sent: Sequence[Any]) -> None:
    """What waited to be overtaken by one of these may go."""
    for life in sorted({row.life for row in sent if row.faulty or row.struck is not None}):
        passed = max(row.seq for row in sent if row.life == life)
        waits = (outbox.c.life == life, outbox.c.sent_at.is_(None), outbox.c.seq < passed)
        mine = outbox.c.struck.startswith(f"{OVERTAKEN} ")
        connection.execute(update(outbox).where(*waits, mine).values(due_at=0))
