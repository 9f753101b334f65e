"""What the message service (短信平台) tells."""

from typing import ClassVar

from shared.events.base import Event


class MessageDelivered(Event):
    """A text reached its phone; `cause_event` is the event that asked for it."""

    TYPE: ClassVar[str] = "sms.message.delivered"
    SUBJECT: ClassVar[str] = "message_id"
    MANDATORY: ClassVar[bool] = False

    message_id: str
    template: str
    to_phone: str
    report_code: str
    cause_event: str


class MessageFailed(Event):
    """A text did not reach its phone; `report_code` is the operator's (domain: CMPP status)."""

    TYPE: ClassVar[str] = "sms.message.failed"
    SUBJECT: ClassVar[str] = "message_id"
    MANDATORY: ClassVar[bool] = False

    message_id: str
    template: str
    to_phone: str
    report_code: str
    cause_event: str


class ReportPushed(Event):
    """A delivery report was pushed to the receiver that a client of an SMS vendor named: whether that has `taken` it,
    at which `attempt`, and what it answered (a status, or why there was no answer)."""

    TYPE: ClassVar[str] = "sms.report.pushed"
    SUBJECT: ClassVar[str] = "message_id"
    MANDATORY: ClassVar[bool] = False

    message_id: str
    vendor: str
    attempt: int
    taken: bool
    answer: str
