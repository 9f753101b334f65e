"""PullSmsSendStatus: each report once, the oldest first."""

from services.sms.lookups.vendor_texts import Sent, unreported
from services.sms.vendors.tencent.codes import CODES
from services.sms.vendors.tencent.shapes import PullSmsSendStatus, Report
from shared.store import Transaction

MOST = 100


def pull_reports(tx: Transaction, asked: PullSmsSendStatus) -> list[Report]:
    """Those of an application that were not pulled yet; pulled now, they do not come again. Raises Refused."""
    if not 1 <= asked.Limit <= MOST:
        raise CODES.refused("pull-too-many")
    found = unreported(tx, "tencent", asked.SmsSdkAppId, asked.Limit)
    for sent in found:
        sent.known.reported = True
        tx.add(sent.known)
    return [_report(sent) for sent in found]


def _report(sent: Sent) -> Report:
    message, received = sent.message, sent.message.delivered_at
    return Report(
        UserReceiveTime=int((received or message.created_at).timestamp()), CountryCode="86",
        SubscriberNumber=message.to, PhoneNumber=f"+86{message.to}", SerialNo=sent.known.serial,
        ReportStatus="SUCCESS" if message.status == "delivered" else "FAIL", Description=message.report_code,
        SessionContext=sent.known.context,
    )  # fmt: skip
