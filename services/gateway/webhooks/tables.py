"""Rows of webhooks: who is told, what is told, each attempt."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, text
from sqlmodel import Field

from services.gateway.tables import Row
from shared.store import Instant

State = Literal["pending", "retrying", "delivered", "dead"]
PENDING: State = "pending"
RETRYING: State = "retrying"
DELIVERED: State = "delivered"
DEAD: State = "dead"


class Webhook(Row, table=True):
    """Somebody to be told. `places` is how far each service's feed was read for it; `set_at` is real time.

    `born` is the life it was set in: a copy of the sandbox has a life of its own, and tells nobody.
    """

    __tablename__ = "webhook"

    id: str = Field(primary_key=True)
    url: str
    events: list[str] = Field(sa_type=JSON)
    secret: str
    set_by: str
    set_at: datetime = Field(sa_type=Instant)
    born: int = Field(sa_type=BigInteger)
    places: dict[str, str] = Field(sa_type=JSON)


class Delivery(Row, table=True):
    """An event for one webhook. `id` is its `webhook-id`, the same at each attempt, and sorts as events do.

    `tries` counts attempts since it was last asked for, `attempts` all; `due_at` is the sandbox's time.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        Index(
            "webhook_delivery_pending", "life", "webhook_id", "id",
            sqlite_where=text("state = 'pending'"), postgresql_where=text("state = 'pending'"),
        ),
        Index("webhook_delivery_of", "life", "webhook_id", "id"),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    webhook_id: str
    event_id: str
    type: str
    journey: str | None = None
    body: bytes = Field(sa_type=LargeBinary)
    state: str
    attempts: int = 0
    tries: int = 0
    last_try: bool = False
    made_at: datetime = Field(sa_type=Instant)
    due_at: datetime | None = Field(default=None, sa_type=Instant)


class Attempt(Row, table=True):
    """One request and its answer, as far as it may be shown; `at` is real time."""

    __tablename__ = "webhook_attempt"

    delivery_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    duration_us: int = Field(sa_type=BigInteger)
    headers: list[dict[str, Any]] = Field(sa_type=JSON)
    status: int | None = None
    answer_headers: list[dict[str, Any]] | None = Field(default=None, sa_type=JSON)
    answer: str | None = None
    cut: bool = False
    error: str | None = None
