"""The report of a vendor's text is pushed to who sent it: when that is due, what is pushed, what became of it."""

from dataclasses import dataclass
from datetime import timedelta

from services.sms.rules.vendor_reports import PAUSES, Reported, report_body
from services.sms.tables import AccessKey, Message, VendorText
from shared.events.sms import ReportPushed
from shared.store import Transaction
from shared.vendors.keys import Vendor

REPORT_DUE = "report-due"
"""The timer of a report that is to be pushed; its key is the message's id."""
AFTER = timedelta(seconds=2)
"""The answer to whoever sends comes first."""
LEASE = timedelta(seconds=30)
"""So long one attempt has; whoever is killed meanwhile leaves it to the next one."""


@dataclass(frozen=True, slots=True)
class Push:
    """One attempt."""

    vendor: Vendor
    url: str
    body: bytes


def announce_report(tx: Transaction, text: VendorText) -> None:
    """It is known by now what became of the text: its sender is told soon, if the key it signed with says where."""
    if _receiver(tx, text) is not None:
        tx.set_timer(REPORT_DUE, text.message_id, tx.now() + AFTER)


def begin_push(tx: Transaction, message_id: str) -> Push | None:
    """What is to be pushed now; nothing where it was pushed or is being pushed, or nothing is known yet."""
    text, message = tx.locked(VendorText, message_id), tx.get(Message, message_id)
    key = _receiver(tx, text) if text is not None else None
    if text is None or message is None or key is None or not _is_due(text, message):
        tx.cancel_timer(REPORT_DUE, message_id)
        return None
    if text.leased_until is not None and text.leased_until > tx.now():
        tx.set_timer(REPORT_DUE, message_id, text.leased_until)
        return None
    text.leased_until = tx.now() + LEASE
    tx.add(text)
    tx.set_timer(REPORT_DUE, message_id, text.leased_until)
    told = Reported(
        phone=message.to, serial=text.serial, context=text.context, parts=message.parts,
        report_code=message.report_code, delivered=message.status == "delivered", sent_at=message.created_at,
        reported_at=message.delivered_at or message.created_at,
    )  # fmt: skip
    vendor: Vendor = "alibaba" if text.vendor == "alibaba" else "tencent"
    return Push(vendor, key.report_url, report_body(vendor, told))


def end_push(tx: Transaction, message_id: str, took: bool, answer: str) -> None:
    """An attempt was made: the receiver `took` it, or it is tried again after a pause, so often."""
    text = tx.locked(VendorText, message_id)
    if text is None or text.push_state != "waiting":
        return
    text.push_attempts, text.push_answer, text.leased_until = text.push_attempts + 1, answer, None
    if took or text.push_attempts > len(PAUSES):
        text.push_state = "pushed" if took else "given-up"
        tx.cancel_timer(REPORT_DUE, message_id)
    else:
        tx.set_timer(REPORT_DUE, message_id, tx.now() + PAUSES[text.push_attempts - 1])
    tx.add(text)
    if tx.journey:
        tx.record(ReportPushed(
            message_id=message_id, vendor=text.vendor, attempt=text.push_attempts, taken=took, answer=answer
        ))  # fmt: skip


def _is_due(text: VendorText, message: Message) -> bool:
    """Of a text that nobody reported on there is nothing to tell."""
    return text.push_state == "waiting" and message.status in ("delivered", "failed")


def _receiver(tx: Transaction, text: VendorText) -> AccessKey | None:
    """The key with the receiver's address; a copy of a sandbox tells nobody outside what the sandbox told already."""
    key = tx.get(AccessKey, text.key_id)
    return key if key is not None and key.report_url and key.born == tx.life else None
