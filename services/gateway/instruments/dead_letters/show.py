"""What dead letters look like, alone and in groups, and what is asked of them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from services.gateway.traces.rules.became import Outcome
from shared.http.api import Body
from shared.views import View

GroupBy = Literal["error", "event", "consumer"]
MOST = 1000


class DeadLetterView(View):
    """搁置的投递: an event that `consumer` gave up; `kind` is its error without ids and numbers."""

    id: str = Field(examples=["01a2161f-8b66-7eff-9636-f1d7e31fbbdf/review"])
    event_id: str
    type: str
    consumer: str
    journey: str
    attempts: int
    received_at: datetime
    error: str | None
    kind: str


class DeadGroup(View):
    """Those alike: `key` is what they have in common, `filter` what POST /sim/dead-letters/retry takes for them."""

    key: str
    count: int
    events: dict[str, int]
    consumers: dict[str, int]
    errors: dict[str, int]
    first_at: datetime
    last_at: datetime
    filter: dict[str, str]


class DeadLetterList(View):
    """A page of them, of the newest event first; `unavailable` names services that could not be asked."""

    items: list[DeadLetterView]
    next_cursor: str | None
    unavailable: list[str]


class DeadGroupList(View):
    """All groups, the largest first."""

    group: GroupBy
    items: list[DeadGroup]
    next_cursor: None = None
    unavailable: list[str]


class Filter(Body):
    """Which dead letters, all that is said combined: `error` as a letter or a group has it."""

    error: Annotated[str, Field(max_length=400)] | None = None
    event: Annotated[str, Field(max_length=80, description="Its type.")] | None = None
    consumer: Annotated[str, Field(max_length=40)] | None = None
    journey: Annotated[str, Field(max_length=80)] | None = None


class RetryLetters(Body):
    """Which ones: by their ids (`event/consumer`, or an event's), or all that a filter finds, 1000 at most."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"filter": {"consumer": "review"}}]})

    ids: Annotated[list[Annotated[str, Field(max_length=130)]], Field(min_length=1, max_length=MOST)] | None = None
    filter: Filter | None = None


class RetriedLetter(View):
    """What truly became of one within `timeout`."""

    id: str
    event_id: str
    type: str
    consumer: str
    journey: str
    outcome: Outcome
    attempts: int
    error: str | None


class RetriedLetters(View):
    """How many were tried again, and what became of each; with `more` the filter finds others: ask again."""

    retried: int
    outcomes: dict[str, int]
    items: list[RetriedLetter]
    more: bool
