"""Events and deliveries, and what of them is pending."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from shared.instruments.contract.journal import Line
from shared.instruments.contract.question import Question
from shared.instruments.contract.said import Asked, Ids, Nothing, Said


class Pending(Said):
    """One service's counts: outbox rows not sent, inbox rows to be tried again or given up, events per type.

    Of the unsent and those to be tried again, so many are `held` by each fault.
    """

    unsent: int
    retrying: int
    dead: int = 0
    held: dict[str, int] = Field(default_factory=dict)
    emitted: dict[str, int] = Field(default_factory=dict)
    received: dict[str, int] = Field(default_factory=dict)
    subscriptions: list[str] = Field(default_factory=list)


class EventAsked(Asked):
    """Which event."""

    event_id: str


class EventsAsked(Asked):
    """Which events: of these types and of none of those, of a journey, not sent yet, recorded `since` and `until` then,
    with ids between `after` and `before`."""

    types: list[str] = Field(default_factory=list)
    not_types: list[str] = Field(default_factory=list)
    journey: str | None = None
    unsent: bool = False
    since: datetime | None = None
    until: datetime | None = None
    before: str | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class DeliveriesAsked(EventsAsked):
    """Which deliveries: those that are now in this state."""

    status: Literal["handled", "retrying", "dead"]


class RecordedEvent(Said):
    """An event as its publisher recorded it; `attempts` is how often sending was tried."""

    id: str
    type: str
    journey: str
    recorded_at: datetime
    sent: bool
    attempts: int


class RecordedEvents(Said):
    """Newest first; ids sort by the moment they were made."""

    items: list[RecordedEvent]


class ReceivedEvent(Said):
    """A delivery as `service` keeps it; `next_attempt_at` where there will be one."""

    service: str
    event_id: str
    status: str
    attempts: int
    received_at: datetime
    next_attempt_at: datetime | None = None
    last_error: str | None = None


class ReceivedEvents(Said):
    """Newest event first."""

    items: list[ReceivedEvent]


class Traffic(Said):
    """What a service knows of some events: those it recorded, those it received."""

    events: list[RecordedEvent]
    deliveries: list[ReceivedEvent]


class WholeEvent(Traffic):
    """All that a service knows of one event. The envelope is unmasked: who shows it masks it."""

    envelope: dict[str, Any] | None
    lines: list[Line]


class Envelopes(Said):
    """Envelopes of events recorded here, unmasked, as above."""

    items: list[dict[str, Any]]


class Retried(Said):
    """A delivery whose next attempt is due now; `attempts` so far."""

    event_id: str
    status: str
    attempts: int


SUBSCRIPTIONS = Question("subscriptions", Nothing, Ids)
PENDING = Question("pending", Nothing, Pending)
EVENTS = Question("events", EventsAsked, RecordedEvents)
EVENTS_BY_ID = Question("events-by-id", Ids, Traffic)
ENVELOPES = Question("envelopes", Ids, Envelopes)
EVENT = Question("event", EventAsked, WholeEvent)
DELIVERIES = Question("deliveries", DeliveriesAsked, ReceivedEvents)
