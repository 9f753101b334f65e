"""What webhooks and their deliveries look like, and what can be asked for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field
from pydantic_core import from_json

from services.gateway.webhooks.limits import limits
from services.gateway.webhooks.reading import types_of
from services.gateway.webhooks.records import Known
from services.gateway.webhooks.tables import Attempt, Delivery, State
from shared.http.api import Body
from shared.values.fields import left_out
from shared.values.sensitive import SECRET
from shared.views import View

_LIKE = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
EXAMPLE: dict[str, Any] = {"url": "http://127.0.0.1:9000/hooks", "events": ["review.project.pushed"]}
Pattern = Annotated[str, Field(max_length=80, pattern=r"^[a-z_.*]+$")]
Secret = Annotated[str, Field(max_length=100, examples=[_LIKE]), SECRET]


class NewWebhook(Body):
    """Whom to tell of what: `events` are types, `*` in them stands for anything, all of them by default.

    `secret` signs each request as Standard Webhooks has it; one is made where none is given.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    url: str = Field(min_length=1, max_length=2000)
    events: Annotated[list[Pattern], Field(min_length=1, max_length=50)] = Field(default_factory=lambda: ["*"])
    secret: Secret = left_out()


class WebhookView(View):
    """A webhook: `types` are those that `events` mean by now; `deliveries` are counted by state.

    `retry_seconds` are the pauses between attempts, by the sandbox's clock; the request after the last is the last.
    """

    id: str = Field(examples=["wh_5f2b8c01d7e4"])
    url: str
    events: list[str]
    types: list[str]
    set_at: datetime
    set_by: str
    deliveries: dict[State, int]
    retry_seconds: list[int]


class WebhookMade(WebhookView):
    """The same with its `secret`, which is told this once."""

    secret: Secret


class WebhookList(View):
    """In the order in which they were set."""

    items: list[WebhookView]
    next_cursor: None = None


class HeaderView(View):
    """A header; what lets somebody in is hidden."""

    name: str
    value: str


class AnswerView(View):
    """What the receiver answered: the beginning of its body, `cut` where that is not all."""

    status: int
    headers: list[HeaderView]
    body: str
    cut: bool


class AttemptView(View):
    """One request: when, with which headers, what was answered.

    `error`: none for a 2xx; `status`, `redirected` (never followed), `timeout` (10 s), `unreachable`, `broken`,
    `host-not-allowed`, `url-malformed`.
    """

    number: int
    at: datetime
    duration_ms: float
    headers: list[HeaderView]
    answer: AnswerView | None
    error: str | None


class DeliveryView(View):
    """通知: an event for a webhook; `id` is its `webhook-id`, the same at each attempt. `body` is what is sent.

    `state`: `pending` (about to be sent, or just being sent), `retrying` (`next_attempt_at`, by the sandbox's clock),
    `delivered`, `dead`. `tries` has the last attempt; in the answer about one delivery, all.
    """

    id: str
    webhook_id: str
    event_id: str
    type: str
    journey: str | None
    state: State
    attempts: int
    made_at: datetime
    next_attempt_at: datetime | None
    body: dict[str, Any]
    tries: list[AttemptView]


class DeliveryList(View):
    """A page of them, the newest event first."""

    items: list[DeliveryView]
    next_cursor: str | None


def webhook_view(known: Known) -> WebhookView:
    """As it is shown."""
    row, counted = known
    return WebhookView(
        id=row.id, url=row.url, events=row.events, types=types_of(row.events), set_at=row.set_at, set_by=row.set_by,
        deliveries={state: counted.get(state, 0) for state in ("pending", "retrying", "delivered", "dead")},
        retry_seconds=list(limits().retry_seconds),
    )  # fmt: skip


def delivery_view(found: tuple[Delivery, Sequence[Attempt]]) -> DeliveryView:
    """The same."""
    row, made = found
    return DeliveryView(
        id=row.id, webhook_id=row.webhook_id, event_id=row.event_id, type=row.type, journey=row.journey,
        state=row.state, attempts=row.attempts, made_at=row.made_at, next_attempt_at=row.due_at,  # type: ignore[arg-type]
        body=from_json(row.body), tries=[_attempt(one) for one in made],
    )  # fmt: skip


def _attempt(one: Attempt) -> AttemptView:
    answer = None
    if one.status is not None:
        headers = [HeaderView(**header) for header in one.answer_headers or ()]
        answer = AnswerView(status=one.status, headers=headers, body=one.answer or "", cut=one.cut)
    return AttemptView(
        number=one.number, at=one.at, duration_ms=one.duration_us / 1000, answer=answer, error=one.error,
        headers=[HeaderView(**header) for header in one.headers],
    )  # fmt: skip
