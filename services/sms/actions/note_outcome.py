"""Note what became of a text, in the journal and as an event."""

from services.sms.rules.reports import Report
from services.sms.rules.wordings import Wording
from shared.events.sms import MessageDelivered, MessageFailed
from shared.masking import mask_phone
from shared.store import Transaction


def note_outcome(tx: Transaction, message_id: str, wording: Wording, to: str, report: Report, cause: str) -> None:
    """As the operator reports it; `cause` is the event that asked for it. Of a text of no journey there is no event:
    nobody waits for one, and it would be a journey of its own."""
    titled = wording.titled
    facts = {"message_id": message_id, "template": wording.id, "report_code": report.code}
    tx.about(phone=to, template=titled)
    tx.message_step(titled, report.status, to=mask_phone(to), **facts)
    if tx.journey and report.status in ("delivered", "failed"):
        happened = MessageDelivered if report.status == "delivered" else MessageFailed
        tx.record(happened(to_phone=to, cause_event=cause, **facts))
