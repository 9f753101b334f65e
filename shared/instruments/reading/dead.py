"""Dead letters (搁置的投递): listed, and counted by what they failed with."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, func, select

from shared.clock import from_micros
from shared.instruments.contract.hands import DeadAlike, DeadAsked, DeadLetter
from shared.store.tables import inbox


def dead_letters(connection: Connection, life: int, service: str, asked: DeadAsked) -> list[DeadLetter]:
    """Of the newest event first."""
    columns = (
        inbox.c.event_id, inbox.c.type, inbox.c.journey, inbox.c.attempts, inbox.c.received_at, inbox.c.last_error,
    )  # fmt: skip
    wanted = select(*columns).where(*_conditions(life, asked)).order_by(inbox.c.event_id.desc()).limit(asked.limit)
    return [
        DeadLetter(
            consumer=service,
            event_id=row.event_id,
            type=row.type,
            journey=row.journey,
            attempts=row.attempts,
            received_at=from_micros(row.received_at),
            error=row.last_error,
        )
        for row in connection.execute(wanted)
    ]


def dead_counts(connection: Connection, life: int, service: str) -> list[DeadAlike]:
    """How many there are of each type and error."""
    columns = (
        inbox.c.type, inbox.c.last_error, func.count().label("number"), func.min(inbox.c.received_at).label("first"),
        func.max(inbox.c.received_at).label("last"),
    )  # fmt: skip
    wanted = select(*columns).where(inbox.c.life == life, inbox.c.status == "dead")
    return [
        DeadAlike(
            consumer=service,
            type=row.type,
            error=row.last_error,
            count=row.number,
            first_at=from_micros(row.first),
            last_at=from_micros(row.last),
        )
        for row in connection.execute(wanted.group_by(inbox.c.type, inbox.c.last_error))
    ]


def _conditions(life: int, asked: DeadAsked) -> Iterator[ColumnElement[bool]]:
    yield inbox.c.life == life
    yield inbox.c.status == "dead"
    if asked.types is not None:
        yield inbox.c.type.in_(asked.types)
    if asked.errors is not None:
        yield func.coalesce(inbox.c.last_error, "").in_(asked.errors)
    if asked.journey is not None:
        yield inbox.c.journey == asked.journey
    if asked.before is not None:
        yield inbox.c.event_id < asked.before
