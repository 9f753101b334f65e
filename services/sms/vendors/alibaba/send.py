"""SendSms: all numbers of a request, or none."""

import json
import re
from collections.abc import Mapping
from typing import Any

from services.sms.actions.send_message import outcome
from services.sms.actions.send_vendor_text import ForVendor, send_vendor_text
from services.sms.lookups.recent_texts import over_limit
from services.sms.rules.limits import OVER_LIMIT
from services.sms.rules.reports import BAD_NUMBER, Report, reached_operator
from services.sms.rules.vendor_requests import LONGEST_CONTENT, MOST_CONTEXT, is_sign, journey_in, serial_of
from services.sms.rules.wordings import Wording, ours_called, wording_of
from services.sms.vendors.alibaba.codes import CODES
from shared.errors import Problem
from shared.http.bodies import storable
from shared.http.json_bodies import check
from shared.identifiers import new_id
from shared.store import Transaction
from shared.vendors.envelopes import Refusal

MOST_NUMBERS = 1000
MUST = ("PhoneNumbers", "SignName", "TemplateCode")
_NUMBER = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d{9})", re.ASCII)
_TEMPLATE = re.compile(r"SMS_\d{1,12}", re.ASCII)


def send_sms(tx: Transaction, asked: Mapping[str, str], key_id: str, *, limited: bool) -> dict[str, Any] | Refusal:
    """What is answered beside the code. Raises Refused for what no text can be made of; returns the refusal of a text
    that was made, and is kept as failed."""
    numbers, context = _numbers(asked["PhoneNumbers"]), asked.get("OutId", "")
    wording, values = _text(asked)
    if len(context.encode()) >= MOST_CONTEXT:
        raise CODES.refused("request-wrong", name="OutId")
    if journey := journey_in(context):
        tx.journey = journey
    reports = {to: outcome(tx, wording, to, values, limited=limited) for to in numbers}
    refused = {to: report for to, report in reports.items() if not reached_operator(report)}
    refusal = _refusal(tx, wording, refused)
    serial, for_vendor = f"{serial_of(new_id())}^0", ForVendor("alibaba", key_id, wording, values, context)
    for to, report in (refused or reports).items():
        send_vendor_text(tx, for_vendor, to, report, serial)
    return refusal or {"BizId": serial}


def _numbers(given: str) -> list[str]:
    found = [_NUMBER.fullmatch(number.strip()) for number in given.split(",", MOST_NUMBERS + 1)]
    if len(found) > MOST_NUMBERS:
        raise CODES.refused("numbers-too-many")
    numbers = [one[1] for one in found if one is not None]
    if len(numbers) < len(found):
        raise CODES.refused(BAD_NUMBER)
    return list(dict.fromkeys(numbers))


def _text(asked: Mapping[str, str]) -> tuple[Wording, dict[str, str]]:
    sign, template = asked["SignName"], asked["TemplateCode"]
    if not is_sign(sign):
        raise CODES.refused("sign-wrong")
    if not _TEMPLATE.fullmatch(template):
        raise CODES.refused("template-wrong")
    values, ours = _values(asked.get("TemplateParam", "")), ours_called(template)
    if ours and (missing := [name for name in ours.variables if name not in values]):
        raise CODES.refused("parameters-do-not-fit", names=", ".join(missing))
    wording = wording_of(template, sign, tuple(values))
    if len(wording.rendered(values)) > LONGEST_CONTENT:
        raise CODES.refused("content-too-long")
    return wording, values


def _values(given: str) -> dict[str, str]:
    try:
        check(given.encode("utf-8", "replace"))
        said = json.loads(given) if given else {}
    except (ValueError, RecursionError, Problem):
        raise CODES.refused("json-wrong") from None
    if not isinstance(said, dict) or not storable(said):
        raise CODES.refused("json-wrong")
    if not all(isinstance(value, str | int | float) and not isinstance(value, bool) for value in said.values()):
        raise CODES.refused("json-wrong")
    return {name: str(value) for name, value in said.items()}


def _refusal(tx: Transaction, wording: Wording, refused: Mapping[str, Report]) -> Refusal | None:
    for to, report in refused.items():
        window = over_limit(tx, wording, to) if report.code == OVER_LIMIT else None
        return CODES.of(report.code, detail=window.detail) if window else CODES.of(report.code)
    return None
