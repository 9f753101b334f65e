"""One line of a service's journal, as its internal door gives it."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.journal.place import Place

Kind = Literal["request", "state", "event", "delivery", "message"]

KINDS: tuple[Kind, ...] = ("request", "state", "event", "delivery", "message")


class Entry(BaseModel):
    """What happened once, in one service: a request answered, a state reached, one attempt at a delivery …

    `at` is the sandbox's time, `recorded_at` the real one: a frozen clock cannot order anything.
    `seq` counts up within the service; `place` is where the line stands in its feed. A request's own id stands in
    `event_id` too, so that `caused_by` is the `event_id` of another entry, be that a request or an event.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    tx: int = 0
    seq: int
    service: str
    journey: str | None = None
    kind: Kind
    name: str
    status: str
    at: datetime
    recorded_at: datetime
    event_id: str | None = None
    caused_by: str | None = None
    duration_ms: float | None = None
    attempt: int | None = None
    error: str | None = None
    detail: dict[str, Any] = Field(default_factory=dict)

    @property
    def place(self) -> Place:
        return Place(self.tx, self.seq)
