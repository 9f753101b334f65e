"""One step of a journey, as the control plane tells it in JSON."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

Milliseconds = float


class Told(BaseModel):
    """Read from JSON and never changed; what is not known here is left out."""

    model_config = ConfigDict(frozen=True, extra="ignore", from_attributes=True, populate_by_name=True)


class Try(Told):
    """One try at publishing or at handling an event. `at` is when it ended, in real time."""

    at: datetime
    status: str
    error: str | None = None
    duration_ms: Milliseconds | None = None

    @property
    def began(self) -> datetime:
        """When it began, as far as it was measured."""
        return self.at - timedelta(milliseconds=self.duration_ms or 0)


class Actor(Told):
    """Who asked: in what part, under which account."""

    role: str
    account: str


class Step(Told):
    """步骤: the fields are those of `GET /sim/journeys/{id}`. `at` is the sandbox's time, `recorded_at` is real."""

    id: str
    at: datetime
    recorded_at: datetime
    kind: str
    service: str
    name: str
    status: str
    caused_by: str | None = None
    duration_ms: Milliseconds | None = None
    attempts: int = 1
    error: str | None = None
    event_id: str | None = None
    tries: tuple[Try, ...] = ()
    detail: dict[str, Any] = Field(default_factory=dict)
    actor: Actor | None = None
    subject: str | None = None
    previous: str | None = Field(default=None, alias="from")
    sent_at: datetime | None = None
    subscribers: tuple[str, ...] | None = None
    received_at: datetime | None = None
    waited_ms: Milliseconds | None = None
    next_attempt_at: datetime | None = None
    fault: str | None = None


def steps_of(told: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The `steps` of a journey's JSON, in their order."""
    return tuple(Step.model_validate(step) for step in told)
