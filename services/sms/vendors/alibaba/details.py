"""QuerySendDetails: what became of the texts to a number on a day of the sandbox's clock."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.sms.lookups.vendor_texts import Sent, Wanted, sent_to
from services.sms.rules.reports import DELIVERED, NO_REPORT
from services.sms.rules.vendor_requests import MOST_CONTEXT
from services.sms.vendors.alibaba.codes import CODES
from shared.clock import BEIJING
from shared.store import Transaction

MUST = ("PhoneNumber", "SendDate", "PageSize", "CurrentPage")
MOST = 50
_NUMBER = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d{9})", re.ASCII)
_DAY = re.compile(r"2\d{7}", re.ASCII)  # before and after there is no day in Beijing for each one elsewhere
_STATUS = {"queued": 1, "sent": 1, "failed": 2, "delivered": 3}


def query_send_details(tx: Transaction, asked: Mapping[str, str]) -> dict[str, Any]:
    """A page of them, the newest first; the whole text stands in it. Raises Refused."""
    number = _NUMBER.fullmatch(asked["PhoneNumber"])
    if number is None:
        raise CODES.refused("isv.MOBILE_NUMBER_ILLEGAL")
    day = _day(asked["SendDate"])
    size, page = _whole(asked, "PageSize", MOST), _whole(asked, "CurrentPage", 1_000_000)
    if len(serial := asked.get("BizId", "")) > MOST_CONTEXT:
        raise CODES.refused("request-wrong", name="BizId")
    wanted = Wanted("alibaba", number[1], day, day + timedelta(days=1), serial)
    total, found = sent_to(tx, wanted, (page - 1) * size, size)
    return {"TotalCount": total, "SmsSendDetailDTOs": {"SmsSendDetailDTO": [_detail(one) for one in found]}}


def _day(given: str) -> datetime:
    try:
        if not _DAY.fullmatch(given):
            raise ValueError
        return datetime.strptime(given, "%Y%m%d").replace(tzinfo=BEIJING)
    except ValueError:
        raise CODES.refused("request-wrong", name="SendDate") from None


def _whole(asked: Mapping[str, str], name: str, most: int) -> int:
    given = asked[name]
    if not (given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= most):
        raise CODES.refused("request-wrong", name=name)
    return int(given)


def _detail(sent: Sent) -> dict[str, Any]:
    message = sent.message
    detail = {
        "PhoneNum": message.to, "SendStatus": _STATUS[message.status], "TemplateCode": message.template,
        "Content": message.text, "SendDate": _time(message.created_at),
    }  # fmt: skip
    if message.report_code != NO_REPORT:
        detail["ErrCode"] = "DELIVERED" if message.report_code == DELIVERED else message.report_code
        detail["ReceiveDate"] = _time(message.delivered_at or message.created_at)
    return detail | ({"OutId": sent.known.context} if sent.known.context else {})


def _time(moment: datetime) -> str:
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
