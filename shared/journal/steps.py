"""The journal: every step of every journey, appended in the transaction that made the step. Traces are read from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection

from shared.clock import real_micros
from shared.masking import mask
from shared.store.recording import JOURNAL, JournalRow, write_journeys


@dataclass(frozen=True, slots=True)
class Step:
    """One row. `at` is the sandbox's time and `recorded_at` real time, both in µs since 1970.

    kind: request, control, state, event, delivery or message. status of events: emitted, confirmed, returned,
    unavailable; of deliveries: received, handled, duplicate, failed, retry, dead, replayed; of controls: asked, done,
    refused.
    """

    at: int
    life: int
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
    rows: list[JournalRow] = [
        (
            step.at, step.recorded_at or now, step.life, step.journey, step.kind, step.name, step.status,
            step.event_id, step.caused_by, step.attempt, step.duration_us, step.detail,
        )
        for step in steps
    ]  # fmt: skip
    JOURNAL.run(connection, rows)
    write_journeys(connection, rows)


def detail(**facts: Any) -> str:
    """A step's `detail`: JSON, masked."""
    return to_json(mask(facts), fallback=str).decode()
