"""What events look like from outside, and what can be asked of them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.gateway.instruments.event_type import EventType, PublisherName, WhereText, check_event_types, where_asked
from services.gateway.traces.lookups.find_events import EventSearch
from services.gateway.traces.rules.became import Outcome
from services.gateway.traces.rules.event import SeenEnvelope, SeenEvent
from services.gateway.traces.rules.event_status import EventStatus
from shared.http.api import Body
from shared.views import View

Consumer = Annotated[str, Field(max_length=40, examples=["review"])]
Data = Annotated[dict[str, Any], Field(description="As the event's schema in /asyncapi.json has it.")]


class EventList(View):
    """A page of events, newest first; `unavailable` names services that could not be asked."""

    items: list[SeenEvent]
    next_cursor: str | None
    unavailable: list[str]


class EventsQuery(BaseModel):
    """Which events; `type`, `not_type` and `where` may be given several times."""

    type: list[EventType] = Field(default_factory=list, description="One of these.", max_length=50)
    not_type: list[EventType] = Field(default_factory=list, description="None of these.", max_length=50)
    service: PublisherName | None = Field(default=None, description="Who published it.")
    consumer: PublisherName | None = Field(default=None, description="Who has to handle it.")
    status: EventStatus | None = None
    journey: str | None = Field(default=None, max_length=80)
    since: AwareDatetime | None = Field(default=None, description="Recorded then or later, real time.")
    until: AwareDatetime | None = Field(default=None, description="Recorded before that, real time.")
    where: list[WhereText] = Field(default_factory=list, max_length=20, examples=[["/data/scenario:buildings"]])

    def search(self) -> EventSearch:
        """The same for who looks."""
        check_event_types(self.type, "/query/type")
        check_event_types(self.not_type, "/query/not_type")
        return EventSearch(
            types=tuple(self.type), not_types=tuple(self.not_type), journey=self.journey, status=self.status,
            service=self.service, consumer=self.consumer, since=self.since, until=self.until,
            where=where_asked(self.where),
        )  # fmt: skip


class Retry(Body):
    """Whose delivery; it may be left out where only one is not handled. With `data` the event says that from now on, at
    this consumer; what is masked in it stays as it was.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"consumer": "review"}]})

    consumer: Consumer | None = None
    data: Data | None = None


class Replay(Body):
    """`same`: once more under the same id, which an inbox knows; `new`: what it says, as a new event."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"as": "same"}, {"as": "new", "consumer": "review"}]}, populate_by_name=True
    )

    as_: Literal["same", "new"] = Field(alias="as")
    consumer: Consumer | None = None


class Compose(Body):
    """An event by hand: `type` is its publisher's, `subject` what it is about, `data` what it says."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "hall.application.withdrawn",
                    "subject": "01a2161f-8b66-7eff-9636-f1d7e31fbbdf",
                    "data": {
                        "application_id": "01a2161f-8b66-7eff-9636-f1d7e31fbbdf",
                        "project_code": "2403-410105-04-01-123456",
                        "reason": "by hand",
                    },
                }
            ]
        }
    )

    type: Annotated[str, Field(max_length=80)]
    subject: Annotated[str, Field(min_length=1, max_length=80)]
    data: Data


class BecameView(View):
    """What became of it at one consumer."""

    consumer: str
    outcome: Outcome
    attempts: int
    duplicates: int
    last_error: str | None
    next_attempt_at: datetime | None


class RetriedView(View):
    """What truly became of the delivery within `timeout`: `status` is handled, retrying or dead; `outcome` is waiting
    where it was not tried in time.
    """

    event_id: str
    consumer: str
    outcome: Outcome
    status: str
    attempts: int
    last_error: str | None


class SentView(View):
    """What truly became of the event within `timeout`, at all of its consumers and at each; `event` as it is now."""

    event_id: str
    outcome: Outcome
    deliveries: list[BecameView]
    event: SeenEnvelope
