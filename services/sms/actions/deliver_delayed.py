"""A text that a fault delayed arrives."""

from services.sms.actions.note_outcome import note_outcome
from services.sms.actions.push_report import announce_report
from services.sms.rules.reports import report_for
from services.sms.rules.wordings import wording_of
from services.sms.tables import Message, VendorText
from shared.store import Transaction


def deliver_delayed(tx: Transaction, message_id: str) -> None:
    """The operator reports now what it would have reported then."""
    message = tx.locked(Message, message_id)
    if message is None or message.status != "sent":
        return
    report = report_for(message.to)
    message.status, message.report_code = report.status, report.code
    message.delivered_at = tx.now() if report.status == "delivered" else None
    tx.context.causation = message.cause_event
    note_outcome(tx, message.id, wording_of(message.template), message.to, report, message.cause_event)
    if (text := tx.get(VendorText, message.id)) is not None:
        announce_report(tx, text)
