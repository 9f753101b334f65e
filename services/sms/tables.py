"""The message service's rows."""

from datetime import datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field

from shared.identifiers import new_id
from shared.store import Instant, Sandboxed


class Row(Sandboxed, registry=registry()):
    """A row of this service; the registry keeps its tables apart from the other services'."""


class Message(Row, table=True):
    """One text (短信). `status`: queued, sent, delivered or failed; the codes are in `report_codes.toml`.

    `to` is the number as asked for, `vars` what the template was filled with: secrets stand here and on the phone only.
    `number_of_copy` counts what an operator delivers once more: it was sent once, and stands on the phone twice.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("life", "cause_event", "number_of_copy"),
        Index("message_phone", "life", "to", "id"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    to: str
    sign: str
    template: str
    text: str
    vars: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    parts: int
    status: str
    report_code: str
    journey: str | None = None
    cause_event: str
    number_of_copy: int = 0
    created_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    delivered_at: datetime | None = Field(default=None, sa_type=Instant)
