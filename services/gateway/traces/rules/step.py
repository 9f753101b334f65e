"""One step of a trace: what a reader sees as a single thing, however many journal lines it took."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from services.gateway.traces.rules.expected import Expected
from shared.instruments.contract.journal import Kind

Milliseconds = float


class Attempt(BaseModel):
    """One try at publishing or at handling an event, and what became of it. `at` is when it ended, in real time."""

    at: datetime
    status: str
    error: str | None = None
    duration_ms: Milliseconds | None = None

    @property
    def began(self) -> datetime:
        """When it began, as far as it was measured."""
        return self.at - timedelta(milliseconds=self.duration_ms or 0)


class Actor(BaseModel):
    """Who asked: in what part (owner, design, survey, agency), under which account; or a tester, by the name given."""

    role: str
    account: str


class Step(BaseModel):
    """步骤: a request, what a tester changed by hand (control), a state reached, an event, its delivery, or a
    message to a phone.

    `id` names the step inside its trace and `caused_by` the step that led to it; a delivery's id is
    its event's and the service's. `at` is the sandbox's time and `recorded_at` the real one.
    `attempts` is how often it was tried; `tries` has each of them.

    Of a request and of a control: `actor`; a control's `detail` says how things stood `before` and stand `after`. Of a
    state: `subject`, which of several things it is of, and `previous`, shown as `from`, the state that was before. Of
    an event: `sent_at`, and `subscribers`, who handles it. Of a delivery: `received_at`, `waited_ms` from the event's
    recording until then, apart from `duration_ms` for the handling; `next_attempt_at` by the sandbox's clock while it
    is to be tried again.

    What a fault does is a step of its own, `faulted`, and names the `fault`.
    """

    model_config = ConfigDict(populate_by_name=True)

    id: str
    at: datetime
    recorded_at: datetime
    kind: Kind
    service: str
    name: str
    status: str
    caused_by: str | None = None
    duration_ms: Milliseconds | None = None
    attempts: int = 1
    error: str | None = None
    event_id: str | None = None
    tries: list[Attempt] = Field(default_factory=list)
    detail: dict[str, Any] = Field(default_factory=dict)
    actor: Actor | None = None
    subject: str | None = None
    previous: str | None = Field(default=None, alias="from")
    sent_at: datetime | None = None
    subscribers: list[str] | None = None
    received_at: datetime | None = None
    waited_ms: Milliseconds | None = None
    next_attempt_at: datetime | None = None
    fault: str | None = None


class Trace(BaseModel):
    """A journey as all services saw it, and what is `expected` to come next, told from all of its steps.

    `unavailable` names services that could not be asked. From `cursor` on the stream tells all that is not in here.
    """

    journey: str
    sandbox: str
    steps: list[Step]
    expected: list[Expected] = Field(default_factory=list)
    unavailable: list[str] = Field(default_factory=list)
    cursor: str | None = None
