"""An event as the control plane shows it: what its publisher recorded, and what became of it at each consumer."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from services.gateway.peers.subscribers import Subscribers
from services.gateway.traces.rules.event_status import EventStatus, status_of
from services.gateway.traces.rules.step import Attempt
from shared.instruments.contract.traffic import ReceivedEvent, RecordedEvent


class Delivery(BaseModel):
    """投递: one consumer's part. `status`: waiting, handled, retrying or dead.

    `received_at` is real time, `next_attempt_at` the sandbox's. `tries` holds each attempt with its error; only the
    single event's page fills it in, and `duplicates`, how many further copies were put aside.
    """

    consumer: str
    status: str
    attempts: int = 0
    received_at: datetime | None = None
    next_attempt_at: datetime | None = None
    last_error: str | None = None
    duplicates: int = 0
    tries: list[Attempt] = Field(default_factory=list)


class SeenEvent(BaseModel):
    """事件: `status` is emitted, published, handled, retrying or dead; `attempts` is how often sending was tried."""

    id: str
    type: str
    journey: str
    sandbox: str
    publisher: str
    recorded_at: datetime
    status: EventStatus
    attempts: int
    deliveries: list[Delivery]


class SeenEnvelope(SeenEvent):
    """An event with its CloudEvents envelope; secrets and personal data are masked."""

    envelope: dict[str, Any]
    tries: list[Attempt] = Field(default_factory=list)


def seen(
    sandbox: str, recorded: RecordedEvent, received: Iterable[ReceivedEvent], subscribers: Subscribers
) -> SeenEvent:
    """One event, judged by its deliveries."""
    taken = {row.service: row for row in received if row.event_id == recorded.id}
    consumers = sorted({*subscribers.get(recorded.type, ()), *taken})
    statuses = {name: taken[name].status if name in taken else None for name in consumers}
    return SeenEvent(
        **recorded.model_dump(exclude={"sent"}),
        sandbox=sandbox,
        publisher=publisher_of(recorded.type),
        status=status_of(sent=recorded.sent, consumers=statuses),
        deliveries=[_delivery(name, taken.get(name)) for name in consumers],
    )


def publisher_of(event_type: str) -> str:
    """`hall.application.confirmed` is recorded by the hall."""
    return event_type.split(".", 1)[0]


def _delivery(consumer: str, row: ReceivedEvent | None) -> Delivery:
    if row is None:
        return Delivery(consumer=consumer, status="waiting")
    return Delivery(consumer=consumer, **row.model_dump(exclude={"service", "event_id"}))


def newest_first(pages: Iterable[Sequence[RecordedEvent]]) -> list[RecordedEvent]:
    """Several publishers' rows as one list; ids sort by the moment they were made."""
    return sorted((row for page in pages for row in page), key=lambda row: row.id, reverse=True)
