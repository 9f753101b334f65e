"""Texts that do not arrive: numbers that fail on purpose, refused variables, and what the journal says of them."""

import json

import httpx
import pytest
from sqlalchemy import select

from services.sms.rules.reports import reports, special_numbers
from shared.service import Service
from shared.store.tables import journal, outbox
from tests.sms.conftest import Deliver, code_for, pushed_to


@pytest.mark.parametrize(("phone", "code"), special_numbers().items())
async def test_a_special_number_ends_as_its_report_says(
    client: httpx.AsyncClient, deliver: Deliver, phone: str, code: str
) -> None:
    await deliver(pushed_to(phone))
    [text] = (await client.get("/sms/messages", params={"to": phone})).json()["items"]
    assert (text["report_code"], text["status"]) == (code, reports()[code].status)
    assert text["sent_at"] is not None
    assert text["delivered_at"] is None
    assert reports()[code].zh in text["report"]


async def test_a_failed_text_is_told_and_is_no_failed_delivery(sms: Service, deliver: Deliver) -> None:
    await deliver(pushed_to("13800000404"))
    types = await sms.store.core_read(lambda c: list(c.scalars(select(outbox.c.type))))
    steps = await sms.store.core_read(lambda c: [tuple(r) for r in c.execute(select(journal.c.kind, journal.c.status))])
    assert types == ["sms.message.failed"]
    assert ("message", "failed") in steps
    assert ("delivery", "handled") in steps


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (pushed_to("13800000001", name="见 https://example.com 的项目"), "isv.PARAM_NOT_SUPPORT_URL"),
        (pushed_to("0371-65250866"), "isv.MOBILE_NUMBER_ILLEGAL"),
        (code_for("not a phone"), "isv.MOBILE_NUMBER_ILLEGAL"),
    ],
)
async def test_what_a_provider_refuses_is_kept_as_failed(
    client: httpx.AsyncClient, deliver: Deliver, event: object, code: str
) -> None:
    await deliver(event)
    [text] = (await client.get("/sms/messages?status=failed")).json()["items"]
    assert text["report_code"] == code
    assert text["sent_at"] is None


async def test_no_secret_and_no_number_is_in_the_journal(sms: Service, deliver: Deliver) -> None:
    await deliver(pushed_to("13800000001"))
    await deliver(code_for("13800000001"))
    rows = await sms.store.core_read(lambda c: [tuple(row) for row in c.execute(select(journal))])
    written = json.dumps(rows, ensure_ascii=False)
    for secret in ("Ab3xYz7890", "123456", "13800000001"):
        assert secret not in written
    assert "138****0001" in written
