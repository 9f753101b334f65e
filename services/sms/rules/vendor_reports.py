"""Delivery reports as vendors push them, what a receiver has to answer, and when it is told again."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.sms.rules.reports import DELIVERED, report_of
from shared.vendors.keys import Vendor

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=10))
"""By the sandbox's clock; the attempt after the last is the last."""

_TIME = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Reported:
    """A text that the operator reported on, and what its sender knows of it. Times are of the sandbox, +08:00."""

    phone: str
    serial: str
    context: str
    parts: int
    report_code: str
    delivered: bool
    sent_at: datetime
    reported_at: datetime


def report_body(vendor: Vendor, told: Reported) -> bytes:
    """The vendor's JSON: a list, here of one."""
    item = _of_alibaba(told) if vendor == "alibaba" else _of_tencent(told)
    return json.dumps([item], ensure_ascii=False).encode()


def accepted(vendor: Vendor, status: int, said: bytes) -> bool:
    """Whether a receiver took it: 200, and 0 where the vendor looks for it."""
    try:
        answer = json.loads(said)
    except (ValueError, RecursionError):
        return False
    field = "code" if vendor == "alibaba" else "result"
    return status == 200 and isinstance(answer, dict) and answer.get(field) == 0


def _of_alibaba(told: Reported) -> dict[str, Any]:
    return {
        "phone_number": told.phone, "send_time": told.sent_at.strftime(_TIME), "success": told.delivered,
        "report_time": told.reported_at.strftime(_TIME), "sms_size": str(told.parts), "biz_id": told.serial,
        "err_code": "DELIVERED" if told.report_code == DELIVERED else told.report_code,
        "err_msg": report_of(told.report_code).zh, "out_id": told.context,
    }  # fmt: skip


def _of_tencent(told: Reported) -> dict[str, Any]:
    return {
        "user_receive_time": told.reported_at.strftime(_TIME), "nationcode": "86", "mobile": told.phone,
        "report_status": "SUCCESS" if told.delivered else "FAIL", "errmsg": told.report_code,
        "description": report_of(told.report_code).zh, "sid": told.serial,
    }  # fmt: skip
