"""The message service's rows."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
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


class AccessKey(Row, table=True):
    """A key (访问密钥) for one of the imitated vendors; its secret is shown once, and kept to check signatures with.

    What is texted with it is reported to `report_url`, unless that is empty; in copies of the sandbox, not `born` in
    their life, to nobody.
    """

    __tablename__ = "access_key"

    id: str = Field(primary_key=True)
    vendor: str
    secret: str
    report_url: str = ""
    born: int = Field(sa_type=BigInteger)
    created_at: datetime = Field(sa_type=Instant)


class Nonce(Row, table=True):
    """A signature that was used: shown again within its time, it is refused. `used_at` is real time."""

    __tablename__ = "nonce"
    __table_args__ = (Index("nonce_age", "life", "used_at"),)

    key: str = Field(primary_key=True)
    nonce: str = Field(primary_key=True)
    used_at: datetime = Field(sa_type=Instant)


class VendorText(Row, table=True):
    """What a vendor's client knows of a text: `serial` (BizId, SerialNo) and what it said to have it told again
    (`context`: OutId, SessionContext), of which application (`app`: SmsSdkAppId). `reported`: its report was pulled.
    `push_state`: waiting, pushed, given-up; `push_answer` is the last answer's status, or why there was none;
    until `leased_until` an attempt is under way.
    """

    __tablename__ = "vendor_text"
    __table_args__ = (
        Index("vendor_text_serial", "life", "vendor", "serial"),
        Index("vendor_text_unreported", "life", "vendor", "app", "reported", "message_id"),
    )

    message_id: str = Field(primary_key=True)
    vendor: str
    serial: str
    context: str = ""
    app: str = ""
    key_id: str
    reported: bool = False
    push_state: str = "waiting"
    push_attempts: int = 0
    push_answer: str = ""
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
