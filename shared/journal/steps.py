"""The journal: every step of every journey, appended in the transaction that made the step. Traces are read from it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from shared.clock import real_micros
from shared.store.recording import Step, masked_json, write_steps


def append(connection: Connection, steps: Iterable[Step]) -> None:
    """Write steps in the running transaction; those that do not say when they are recorded are so now."""
    now = real_micros()
    write_steps(connection, [step if step.recorded_at else step._replace(recorded_at=now) for step in steps], {})


def detail(**facts: Any) -> str:
    """A step's `detail`: JSON, masked."""
    return masked_json(facts)
