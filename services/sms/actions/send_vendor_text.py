"""Text somebody for a vendor's client."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.sms.actions.push_report import announce_report
from services.sms.actions.send_message import send_text
from services.sms.rules.reports import Report, reached_operator
from services.sms.rules.wordings import Wording
from services.sms.tables import VendorText
from shared.store import Transaction
from shared.vendors.keys import Vendor


@dataclass(frozen=True, slots=True)
class ForVendor:
    """What a client asks a vendor to text: `context` is told again with the report, `app` is whose it is."""

    vendor: Vendor
    key_id: str
    wording: Wording
    values: Mapping[str, str]
    context: str = ""
    app: str = ""


def send_vendor_text(tx: Transaction, asked: ForVendor, to: str, report: Report, serial: str) -> None:
    """To one number. What the vendor itself refuses is kept as failed, and has no report that could be pulled."""
    for message_id in send_text(tx, asked.wording, to, asked.values, report):
        if reached_operator(report):
            text = VendorText(
                message_id=message_id, vendor=asked.vendor, serial=serial, context=asked.context, app=asked.app,
                key_id=asked.key_id,
            )  # fmt: skip
            tx.add(text)
            announce_report(tx, text)
