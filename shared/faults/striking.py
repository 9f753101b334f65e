"""Which fault strikes here: the one question of every hop."""

import json
import random
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, Row, or_, select, update

from shared.clock import Clock, real_micros
from shared.faults.matching import Facts, fits
from shared.journal import Step, detail
from shared.store.tables import faults, journeys, sandboxes

_OF_THE_SANDBOX = (
    sandboxes.c.random_seed,
    sandboxes.c.clock_offset,
    sandboxes.c.clock_frozen_at,
    sandboxes.c.name.label("sandbox"),
)
STATUS = "faulted"


@dataclass(frozen=True, slots=True)
class Struck:
    """A fault that strikes now, and is counted: what it `do`es, and with what. `at` in µs of the sandbox's clock."""

    fault: str
    do: str
    how: dict[str, Any]
    at: int
    note: str | None = None
    set_by: str | None = None

    @property
    def milliseconds(self) -> int:
        return int(self.how["ms"])

    @property
    def facts(self) -> dict[str, Any]:
        """What its step tells: which fault, and whose hand is behind it."""
        said = {"fault": self.fault, "do": self.do, **self.how, "note": self.note, "set_by": self.set_by}
        return {name: value for name, value in said.items() if value is not None}


def strike(
    connection: Connection, life: int, hop: int, service: str, facts: Facts, but: Collection[str] = ()
) -> Struck | None:
    """The first fault of this life at this hop that matches `facts` and strikes, counted in the running transaction;
    none that does one of `but`."""
    mine = select(faults, *_OF_THE_SANDBOX).join(sandboxes, sandboxes.c.life == faults.c.life)
    for row in connection.execute(mine.where(faults.c.life == life, faults.c.hop == hop).order_by(faults.c.ordinal)):
        spec = from_json(row.spec)
        now = Clock(row.clock_offset, row.clock_frozen_at).at(real_micros())
        over = (row.until is not None and now >= row.until) or (row.times is not None and row.hits >= row.times)
        if over or spec["do"] in but or not fits(spec["match"], facts):
            continue
        if _by_chance(connection, row, service, spec["probability"]) and _counted(connection, row):
            return Struck(row.id, spec["do"], spec["how"], now, spec["note"], spec["set_by"])
    return None


def _by_chance(connection: Connection, row: Row[Any], service: str, probability: float | None) -> bool:
    """The n-th decision of the n-th fault is the same for the same seed, whoever takes it."""
    if probability is None:
        return True
    one_more = update(faults).where(*_same(row)).values(asked=faults.c.asked + 1).returning(faults.c.asked)
    asked = connection.execute(one_more).scalar()
    seed = row.id if row.random_seed is None else f"{row.random_seed}/{service}/{row.hop}/{row.ordinal}"
    return random.Random(f"{seed}/{asked}").random() < probability


def _counted(connection: Connection, row: Row[Any]) -> bool:
    """Whether there was a time left for this one: the database decides, for all replicas."""
    left = or_(faults.c.times.is_(None), faults.c.hits < faults.c.times)
    one_more = update(faults).where(*_same(row), left).values(hits=faults.c.hits + 1).returning(faults.c.hits)
    return connection.execute(one_more).scalar() is not None


def _same(row: Row[Any]) -> tuple[Any, Any]:
    return faults.c.life == row.life, faults.c.id == row.id


def faulted(
    life: int, struck: Struck, kind: str, name: str, *, journey: str | None, caused_by: str | None,
    event_id: str | None = None,
) -> Step:  # fmt: skip
    """The step of its effect, for who writes the journal by hand."""
    return Step(
        at=struck.at, life=life, kind=kind, name=name, status=STATUS, journey=journey, event_id=event_id,
        caused_by=caused_by, detail=detail(**struck.facts),
    )  # fmt: skip


def journey_named(connection: Connection, life: int, path: str) -> str | None:
    """Which journey that is known here a request's path names, if it does: an application's id is its journey's."""
    mine = (journeys.c.life == life, journeys.c.id.in_(sorted(set(path.split("/")))))
    found: str | None = connection.scalar(select(journeys.c.id).where(*mine))
    return found


def marked(struck: Struck) -> str:
    """As it stands on an event that waits to be sent."""
    return f"{struck.do} {struck.fault} {json.dumps(struck.how, ensure_ascii=False)}"


def read_mark(mark: str) -> tuple[str, str, dict[str, Any]]:
    """What it does, which fault, and with what; all empty where nothing struck."""
    do, fault, how = mark.split(" ", 2) if mark else ("", "", "{}")
    return do, fault, json.loads(how)
