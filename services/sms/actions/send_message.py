"""Send a text: render it, hand it over, and note what became of it, all in one transaction.

On the way from a confirmation to its SMS, hence no ORM. Nothing ever leaves the simulator: the operator is
`rules.reports`, the phone is a query on the `message` table.
"""

from collections.abc import Mapping
from datetime import timedelta

from services.sms.actions.note_outcome import note_outcome
from services.sms.actions.suffer_fault import Plan, suffer_fault
from services.sms.lookups.recent_texts import over_limit
from services.sms.rules.limits import OVER_LIMIT
from services.sms.rules.reports import BAD_NUMBER, BAD_VARIABLE, Report, reached_operator, report_for, reports
from services.sms.rules.wordings import Wording, holds_address, parts, wordings
from services.sms.tables import Message
from shared.faults import SMS
from shared.identifiers import is_mobile, new_id
from shared.store import Insertion, Transaction

ARRIVES = "text-arrives"
"""The timer of a text that a fault delays."""

_MESSAGES = Insertion(Message)


def send_message(tx: Transaction, template: str, to: str, values: Mapping[str, str], *, limited: bool) -> str:
    """Text `to` with a template filled from `values`; `limited` plays the providers' limits. Returns the message's id.

    Never refuses: a text that cannot be sent is kept as `failed` with its report code, and is an event like any other.
    """
    wording = wordings()[template]
    report = outcome(tx, wording, to, values, limited=limited)
    return send_text(tx, wording, to, values, report, tx.context.causation)[0]


def send_text(
    tx: Transaction, wording: Wording, to: str, values: Mapping[str, str], report: Report, cause: str | None = None
) -> list[str]:
    """Text `to`, with this outcome unless a fault changes it; `cause` is the event that asks for it, and asks for
    nothing else. Returns the ids of the message and of each copy that arrives once more."""
    plan = Plan(wording.rendered(values), values, report)
    if tx.faults & SMS:
        plan = suffer_fault(tx, wording, to, plan)
    first = new_id()
    ids = [first, *(new_id() for _ in range(plan.copies))]
    cause = cause or first
    for number, message_id in enumerate(ids):
        _keep(tx, wording, to, plan, message_id, cause, number)
        note_outcome(tx, message_id, wording, to, plan.report, cause)
    if plan.delay_ms:
        tx.set_timer(ARRIVES, first, tx.now() + timedelta(milliseconds=plan.delay_ms))
    return ids


def outcome(tx: Transaction, wording: Wording, to: str, values: Mapping[str, str], *, limited: bool) -> Report:
    """The provider's refusals first, in its order, then what the operator reports."""
    if not is_mobile(to):
        return reports()[BAD_NUMBER]
    if holds_address(values):
        return reports()[BAD_VARIABLE]
    if limited and over_limit(tx, wording, to):
        return reports()[OVER_LIMIT]
    return report_for(to)


def _keep(tx: Transaction, wording: Wording, to: str, plan: Plan, message_id: str, cause: str, number: int) -> None:
    now, report = tx.now(), plan.report
    tx.run(_MESSAGES, {
        "id": message_id, "to": to, "sign": wording.sign, "template": wording.id, "text": plan.text,
        "vars": dict(plan.values), "parts": parts(plan.text), "status": report.status, "report_code": report.code,
        "journey": tx.journey, "cause_event": cause, "number_of_copy": number,
        "created_at": now, "sent_at": now if reached_operator(report) else None,
        "delivered_at": now if report.status == "delivered" else None,
    })  # fmt: skip
