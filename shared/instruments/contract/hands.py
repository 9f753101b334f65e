"""What testers do to events and deliveries by hand."""

from datetime import datetime
from typing import Any

from pydantic import Field

from shared.instruments.contract.question import Order, Question
from shared.instruments.contract.said import Asked, Ids, Nothing, Said
from shared.instruments.contract.traffic import EventAsked, Retried


class DeadAsked(Asked):
    """Which dead letters: of these types, of a journey, with one of these errors, of events older than `before`."""

    types: list[str] | None = None
    errors: list[str] | None = None
    journey: str | None = None
    before: str | None = None
    limit: int = Field(default=50, ge=1, le=2000)


class DeadLetter(Said):
    """A delivery that `consumer` gave up."""

    consumer: str
    event_id: str
    type: str
    journey: str
    attempts: int
    received_at: datetime
    error: str | None = None


class DeadLetters(Said):
    """Of the newest event first."""

    items: list[DeadLetter]


class DeadAlike(Said):
    """Dead letters of one type that failed with the same words: how many, and the first and last that came in."""

    consumer: str
    type: str
    error: str | None
    count: int
    first_at: datetime
    last_at: datetime


class DeadCounts(Said):
    """All of them."""

    items: list[DeadAlike]


class EditWanted(Asked):
    """This kept event is to say this instead; what is masked in it stays as it was."""

    event_id: str
    data: dict[str, Any]


class Edited(Said):
    """What was changed in it, masked: only what is another now; and how the delivery stands."""

    before: dict[str, Any]
    after: dict[str, Any]
    status: str
    attempts: int


class EventRepeated(Asked):
    """What this event said is to be said anew; `cause` is the step of the hand that does it."""

    event_id: str
    cause: str


class EventWanted(Asked):
    """An event that is to be recorded; `cause` is the step of the hand that does it."""

    type: str
    subject: str
    journey: str
    data: dict[str, Any]
    cause: str


class EventSent(Said):
    """It is in the outbox, to be sent."""

    event_id: str


RETRY = Order("retry", EventAsked, Retried)
RETRY_ALL = Order("retry-all", Ids, Ids)
EDIT = Order("edit", EditWanted, Edited)
DEAD = Question("dead-letters", DeadAsked, DeadLetters)
DEAD_COUNTS = Question("dead-counts", Nothing, DeadCounts)
SEND_AGAIN = Order("send-again", EventAsked, EventSent)
REPEAT = Order("repeat", EventRepeated, EventSent)
RECORD = Order("record", EventWanted, EventSent)
