"""Setting faults, and taking them away: what one of them holds goes on then."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic_core import to_json
from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, union, update

from shared.clock import real_micros
from shared.faults.fault import AT, Fault
from shared.store import Store
from shared.store.lives import row_of_life, row_of_sandbox
from shared.store.recording import TIMERS
from shared.store.tables import faults, inbox, outbox, timers
from shared.timers import Timer

FAULT_ENDS = "fault-ends"
"""The timer of a fault that ends by itself."""
RETRY = "retry"
MOST_JOURNEYS = 200


@dataclass(frozen=True, slots=True)
class Counted:
    """A fault of a service, when it was set (µs of the sandbox's clock), and how often it struck here."""

    fault: Fault
    set_at: int
    hits: int
    ended: bool


def set_fault(connection: Connection, store: Store, sandbox: str, fault: Fault) -> bool:
    """From now on; False when it is set already. Raises SandboxUnknown."""
    row = row_of_sandbox(connection, sandbox)
    here, now = faults.c.life == row.life, row.clock.micros()
    if connection.scalar(select(faults.c.id).where(here, faults.c.id == fault.id)) is not None:
        return False
    until = None if fault.seconds is None else now + round(fault.seconds * 1_000_000)
    last = connection.scalar(select(func.max(faults.c.ordinal)).where(here)) or 0
    connection.execute(insert(faults), {
        "life": row.life, "id": fault.id, "ordinal": last + 1, "hop": AT[fault.at], "set_at": now, "until": until,
        "times": fault.times, "spec": to_json(fault).decode(),
    })  # fmt: skip
    if until is not None:
        TIMERS.run(connection, [(row.life, FAULT_ENDS, fault.id, until, None)])
    store.forget(sandbox)
    return True


def faults_of(connection: Connection, life: int) -> list[Counted]:
    """In the order in which they were set."""
    now = row_of_life(connection, life).clock.micros()
    mine = select(faults).where(faults.c.life == life).order_by(faults.c.ordinal)
    return [
        Counted(Fault.model_validate_json(row.spec), row.set_at, row.hits, row.until is not None and now >= row.until)
        for row in connection.execute(mine)
    ]


def remove_fault(connection: Connection, store: Store, sandbox: str, fault: str) -> bool:
    """Take it away; what it holds goes on. False when there is none."""
    life = row_of_sandbox(connection, sandbox).life
    gone = connection.execute(delete(faults).where(faults.c.life == life, faults.c.id == fault)).rowcount
    _release(connection, life, fault)
    store.forget(sandbox)
    return bool(gone)


async def end_fault(store: Store, timer: Timer) -> None:
    """When the timer of a fault is due: its seconds are over, and what it holds goes on."""
    await store.core_write(_release, timer.life, timer.key)
    store.recorded.notify()
    store.alarmed.notify()


def _release(connection: Connection, life: int, fault: str) -> None:
    """What this fault holds or delays goes on: events that wait to be sent, deliveries that wait to be handled."""
    ends = (timers.c.life == life, timers.c.kind == FAULT_ENDS, timers.c.key == fault)
    connection.execute(delete(timers).where(*ends))
    connection.execute(update(outbox).where(*_unsent(life, fault)).values(due_at=0))
    held = connection.execute(select(inbox.c.event_id, inbox.c.journey).where(*_kept(life, fault))).all()
    if held:
        now = row_of_life(connection, life).clock.micros()
        TIMERS.run(connection, sorted((life, RETRY, row.event_id, now, row.journey) for row in held))


def journeys_held(connection: Connection, life: int, fault: str) -> list[str]:
    """The first journeys in which it holds or delays something."""
    sent, kept = _unsent(life, fault), _kept(life, fault)
    both = union(select(outbox.c.journey).where(*sent), select(inbox.c.journey).where(*kept))
    return sorted(connection.scalars(both.limit(MOST_JOURNEYS)))


def held_by(connection: Connection, life: int) -> dict[str, int]:
    """How many events and deliveries each fault holds or delays."""
    marked = (outbox.c.life == life, outbox.c.sent_at.is_(None), outbox.c.struck.like("% %"))
    counted: dict[str, int] = {}
    now = real_micros()
    for struck, number in connection.execute(
        select(outbox.c.struck, func.count()).where(*marked, outbox.c.due_at > now).group_by(outbox.c.struck)
    ):
        fault = struck.split(" ", 2)[1]
        counted[fault] = counted.get(fault, 0) + number
    kept = and_(inbox.c.life == life, inbox.c.status == "retry", inbox.c.fault.is_not(None))
    for fault, number in connection.execute(select(inbox.c.fault, func.count()).where(kept).group_by(inbox.c.fault)):
        counted[fault] = counted.get(fault, 0) + number
    return counted


def _unsent(life: int, fault: str) -> Sequence[ColumnElement[bool]]:
    """The events that it holds or delays."""
    marked = outbox.c.struck.contains(f" {fault} ", autoescape=True)
    return outbox.c.life == life, outbox.c.sent_at.is_(None), marked


def _kept(life: int, fault: str) -> Sequence[ColumnElement[bool]]:
    """The deliveries that it holds or delays."""
    return inbox.c.life == life, inbox.c.status == "retry", inbox.c.fault == fault
