"""The journal: every step of every journey, appended in the transaction that made the step. The trace is this."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, insert

from shared.clock import real_micros
from shared.masking import mask
from shared.store.tables import journal

_INSERT = insert(journal)


@dataclass(frozen=True, slots=True)
class Step:
    """One row. `at` is the sandbox's time and `recorded_at` real time, both in µs since 1970.

    kind: request, state, event, delivery or message. status of events: emitted, confirmed, returned, unavailable;
    of deliveries: received, handled, duplicate, failed, retry, dead, replayed.
    """

    at: int
    sandbox: str
    kind: str
    name: str
    status: str
    journey: str | None = None
    event_id: str | None = None
    caused_by: str | None = None
    attempt: int | None = None
    duration_us: int | None = None
    detail: str | None = None
    recorded_at: int = 0


def append(connection: Connection, steps: Iterable[Step]) -> None:
    """Write steps in the running transaction."""
    now = real_micros()
    rows = [{**asdict(step), "recorded_at": step.recorded_at or now} for step in steps]
    if rows:
        connection.execute(_INSERT, rows)


def detail(**facts: Any) -> str:
    """A step's `detail`: JSON, masked."""
    return json.dumps(mask(facts), ensure_ascii=False, default=str)
