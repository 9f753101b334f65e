"""Which journeys a service took part in, what they are about and how far each is; found by words."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, exists, select, union

from shared.clock import from_micros, to_micros
from shared.instruments.contract.journeys import JourneysAsked, Part, State
from shared.instruments.reading.counts import of_journeys
from shared.store.tables import inbox, journeys, outbox, words
from shared.store.words import normal, words_asked

_ID = journeys.c.id
_FACTS = ("number", "project_code", "project_name", "scenario", "phone")


def journey_ids(connection: Connection, life: int, asked: JourneysAsked) -> list[str]:
    """Newest first: those with this id, this event's id or these words of what they are about, and so on."""
    wanted, key = select(journeys.c.id).where(journeys.c.life == life), _ID
    if asked.q and (named := _named(connection, life, asked.q)):
        wanted = wanted.where(_ID.in_(named))
    elif asked.q:
        wanted, key = _with_words(life, asked.q)
    wanted = wanted.where(*_conditions(life, asked, key))
    return list(connection.scalars(wanted.order_by(key.desc()).limit(asked.limit)))


def _conditions(life: int, asked: JourneysAsked, key: Column[str]) -> Iterator[ColumnElement[bool]]:
    if asked.before is not None:
        yield key < asked.before
    if asked.event is not None:
        yield exists().where(outbox.c.life == life, outbox.c.journey == key, outbox.c.type == asked.event)
    if asked.since is not None:
        row = journeys.alias()
        yield exists().where(row.c.life == life, row.c.id == key, row.c.moved >= to_micros(asked.since))


def _named(connection: Connection, life: int, q: str) -> set[str]:
    """The journey with this id, or the one whose event has it."""
    id_ = q.strip()
    return set(connection.scalars(union(
        select(journeys.c.id).where(journeys.c.life == life, journeys.c.id == id_),
        select(outbox.c.journey).where(outbox.c.life == life, outbox.c.id == id_),
        select(inbox.c.journey).where(inbox.c.life == life, inbox.c.event_id == id_),
    )))  # fmt: skip


def _with_words(life: int, q: str) -> tuple[Select[Any], Column[str]]:
    """Begins with the longest word, which the fewest have, and goes down its journeys, newest first."""
    first, *others = sorted(words_asked(q), key=len, reverse=True) or [""]
    wanted = select(words.c.journey).where(words.c.life == life, words.c.word == first)
    for word in others:
        other = words.alias()
        same = (other.c.life == life, other.c.word == word, other.c.journey == words.c.journey)
        wanted = wanted.where(exists().where(*same))
    if others:  # they may stand apart
        here = (journeys.c.life == life, journeys.c.id == words.c.journey)
        wanted = wanted.where(exists().where(*here, journeys.c.text.contains(normal(q.strip()), autoescape=True)))
    return wanted, words.c.journey


def parts(connection: Connection, life: int, ids: Sequence[str]) -> list[Part]:
    """For each journey known here: what it is about, when it moved, its last state, and its events' counts."""
    if not ids:
        return []
    counts = of_journeys(connection, life, ids)
    rows = connection.execute(select(journeys).where(journeys.c.life == life, journeys.c.id.in_(ids)))
    return [_part(row, counts[row.id]) for row in rows]


def _part(row: Row[Any], counts: dict[str, Any]) -> Part:
    state = None
    if row.state is not None:
        state = State(name=row.state_of, status=row.state, at=from_micros(row.state_at))
    return Part(
        journey=row.id,
        started_at=from_micros(row.began),
        moved_at=from_micros(row.moved),
        failures=row.failures,
        messages=row.messages,
        state=state,
        **{name: getattr(row, name) for name in _FACTS},
        **counts,
    )
