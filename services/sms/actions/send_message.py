"""Send a text: render it, hand it over, and note what became of it, all in the transaction of the event it answers.

On the way from a confirmation to its SMS, hence no ORM. Nothing ever leaves the simulator: the operator is
`rules.reports`, the phone is a query on the `message` table.
"""

from collections.abc import Mapping

from services.sms.lookups.recent_texts import over_limit
from services.sms.rules.limits import OVER_LIMIT
from services.sms.rules.reports import BAD_NUMBER, BAD_VARIABLE, Report, reached_operator, report_for, reports
from services.sms.rules.wordings import Wording, holds_address, parts, wordings
from services.sms.tables import Message
from shared.events.sms import MessageDelivered, MessageFailed
from shared.identifiers import is_mobile, new_id
from shared.masking import mask_phone
from shared.store import Insertion, Transaction

_MESSAGES = Insertion(Message)


def send_message(tx: Transaction, template: str, to: str, values: Mapping[str, str], *, limited: bool) -> str:
    """Text `to` with a template filled from `values`; `limited` plays the providers' limits. Returns the message's id.

    Never refuses: a text that cannot be sent is kept as `failed` with its report code, and is an event like any other.
    """
    wording = wordings()[template]
    report = _outcome(tx, wording, to, values, limited)
    message_id, text, sent = new_id(), wording.rendered(values), reached_operator(report)
    now = tx.now()
    tx.run(_MESSAGES, {
        "id": message_id, "to": to, "sign": wording.sign, "template": template, "text": text,
        "vars": dict(values), "parts": parts(text), "status": report.status, "report_code": report.code,
        "journey": tx.journey, "cause_event": tx.context.causation or message_id, "created_at": now,
        "sent_at": now if sent else None, "delivered_at": now if report.status == "delivered" else None,
    })  # fmt: skip
    _tell(tx, message_id, wording, to, report)
    return message_id


def _outcome(tx: Transaction, wording: Wording, to: str, values: Mapping[str, str], limited: bool) -> Report:
    """The provider's refusals first, in its order, then what the operator reports."""
    if not is_mobile(to):
        return reports()[BAD_NUMBER]
    if holds_address(values):
        return reports()[BAD_VARIABLE]
    if limited and over_limit(tx, wording, to):
        return reports()[OVER_LIMIT]
    return report_for(to)


def _tell(tx: Transaction, message_id: str, wording: Wording, to: str, report: Report) -> None:
    facts = {"message_id": message_id, "template": wording.id, "report_code": report.code}
    tx.about(phone=to, template=f"{wording.id} {wording.name}")
    tx.message_step(f"{wording.id} {wording.name}", report.status, to=mask_phone(to), **facts)
    if report.status in ("delivered", "failed"):
        happened = MessageDelivered if report.status == "delivered" else MessageFailed
        tx.record(happened(to_phone=to, cause_event=tx.context.causation or message_id, **facts))
