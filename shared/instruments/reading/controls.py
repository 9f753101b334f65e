"""What testers changed with their own hands, newest first; also what belongs to no journey."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, exists, select, text, tuple_

from shared.clock import to_micros
from shared.instruments.contract.journal import ControlsAsked, Line
from shared.instruments.reading.lines import lines_of_events
from shared.journal import detail
from shared.journal.place import Place
from shared.store.tables import journal

# As the partial index says it: a parameter would hide from the database that it may use it.
_CONTROL = text("journal.kind = 'control'")
_earlier = journal.alias("earlier")
_FIRST = ~exists().where(
    _earlier.c.event_id == journal.c.event_id, _earlier.c.life == journal.c.life, _earlier.c.seq < journal.c.seq
)


def controls(connection: Connection, life: int, service: str, asked: ControlsAsked) -> list[Line]:
    """All lines of as many of them, the line each begins with telling which come first."""
    newest = select(journal.c.event_id).where(journal.c.life == life, _CONTROL, _FIRST, *_conditions(asked))
    ids = connection.scalars(newest.order_by(journal.c.tx.desc(), journal.c.seq.desc()).limit(asked.limit)).all()
    return lines_of_events(connection, life, service, [str(one) for one in ids]) if ids else []


def _conditions(asked: ControlsAsked) -> Iterator[ColumnElement[bool]]:
    if asked.journey is not None:
        yield journal.c.journey.is_(None) if asked.journey == "none" else journal.c.journey == asked.journey
    if asked.name is not None:
        yield journal.c.name == asked.name
    if asked.actor is not None:
        written = detail(actor={"role": "tester", "account": asked.actor})[1:-1]
        yield journal.c.detail.contains(written, autoescape=True)
    if asked.since is not None:
        yield journal.c.recorded_at >= to_micros(asked.since)
    if asked.before is not None:
        yield tuple_(journal.c.tx, journal.c.seq) < tuple_(*Place.of(asked.before))
