"""SendSms: what is wrong with a request of many numbers or one of them, and the texts that come of it."""

import re
from dataclasses import dataclass

from services.sms.actions.send_message import outcome
from services.sms.actions.send_vendor_text import ForVendor, send_vendor_text
from services.sms.lookups.recent_texts import over_limit
from services.sms.rules.limits import OVER_LIMIT
from services.sms.rules.reports import reached_operator
from services.sms.rules.vendor_requests import (
    LONGEST_CONTENT,
    MOST_CONTEXT,
    is_sign,
    journey_in,
    serial_of,
)
from services.sms.rules.wordings import Wording, ours_called, parts, wording_of
from services.sms.vendors.tencent.codes import CODES
from services.sms.vendors.tencent.shapes import SendSms, SendStatus
from shared.identifiers import new_id
from shared.store import Transaction

MOST_NUMBERS = 200
_NUMBER = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d{9})", re.ASCII)
_APP, _TEMPLATE = re.compile(r"\d{1,16}", re.ASCII), re.compile(r"\d{1,12}", re.ASCII)
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class _Text:
    """What all numbers of a request get."""

    wording: Wording
    values: dict[str, str]


def send_sms(tx: Transaction, asked: SendSms, key_id: str, *, limited: bool) -> list[SendStatus]:
    """A status for each number. Raises Refused for what is wrong with the request as a whole."""
    context = asked.SessionContext or ""
    if not asked.PhoneNumberSet:
        raise CODES.refused("numbers-missing")
    if len(asked.PhoneNumberSet) > MOST_NUMBERS:
        raise CODES.refused("numbers-too-many")
    if len(context.encode()) >= MOST_CONTEXT:
        raise CODES.refused("context-too-long")
    if journey := journey_in(context):
        tx.journey = journey
    text = _text(asked)
    return [_send(tx, asked, key_id, number, text, limited) for number in asked.PhoneNumberSet]


def _text(asked: SendSms) -> _Text | str:
    """The word of ours for what is wrong where no text can be made of it."""
    given = asked.TemplateParamSet or []
    if not _APP.fullmatch(asked.SmsSdkAppId):
        return "app-wrong"
    if not is_sign(asked.SignName):
        return "sign-wrong"
    if not _TEMPLATE.fullmatch(asked.TemplateId):
        return "template-wrong"
    ours = ours_called(asked.TemplateId)
    names = ours.variables if ours else tuple(str(place) for place in range(1, len(given) + 1))
    if len(names) != len(given):
        return "parameters-do-not-fit"
    wording = wording_of(asked.TemplateId, asked.SignName, names)
    values = dict(zip(names, given, strict=True))
    return "content-too-long" if len(wording.rendered(values)) > LONGEST_CONTENT else _Text(wording, values)


def _send(
    tx: Transaction, asked: SendSms, key_id: str, number: str, text: _Text | str, limited: bool
) -> SendStatus:  # fmt: skip
    found = _NUMBER.fullmatch(number)
    if found is None or isinstance(text, str):
        return _refused(asked, number, "number-wrong" if found is None else str(text))
    to = found[1]
    report = outcome(tx, text.wording, to, text.values, limited=limited)
    window = over_limit(tx, text.wording, to) if report.code == OVER_LIMIT else None
    serial = f"2000:{serial_of(new_id())}"
    for_vendor = ForVendor("tencent", key_id, text.wording, text.values, asked.SessionContext or "", asked.SmsSdkAppId)
    send_vendor_text(tx, for_vendor, to, report, serial)
    if not reached_operator(report):
        return _refused(asked, f"+86{to}", f"{window.length.total_seconds():.0f} seconds" if window else report.code)
    sent = CODES.of("sent")
    return SendStatus(
        SerialNo=serial, PhoneNumber=f"+86{to}", Fee=parts(text.wording.rendered(text.values)),
        SessionContext=asked.SessionContext or "", Code=sent.code, Message=sent.message, IsoCode="CN",
    )  # fmt: skip


def _refused(asked: SendSms, number: str, word: str) -> SendStatus:
    refusal = CODES.of(word)
    return SendStatus(
        SerialNo="", PhoneNumber=number[:_LONGEST_SHOWN], Fee=0, SessionContext=asked.SessionContext or "",
        Code=refusal.code, Message=refusal.message, IsoCode="",
    )  # fmt: skip
