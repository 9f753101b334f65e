"""The providers' sending limits: off unless asked for, by the sandbox's clock, never an error to the bus."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.sms.app import create_sms
from shared import sandbox
from shared.clock import Clock, real_micros
from shared.service import Service
from tests.harness import client_of, running
from tests.sms.conftest import Deliver, code_for, deliver_to, pushed_to, recovery_for

PHONE = "13800000001"


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[Service]:
    async with running(tmp_path, create_sms, sms_limits=True) as [service]:
        yield service


async def statuses(sms: Service) -> list[str]:
    async with client_of(sms) as client:
        return [item["status"] for item in (await client.get("/sms/messages?limit=200")).json()["items"]]


async def after(sms: Service, minutes: float) -> None:
    await sandbox.set_clock(sms.store, "default", Clock(offset=int(minutes * 60_000_000)))


async def test_without_the_switch_nothing_is_limited(sms: Service, deliver: Deliver) -> None:
    for _ in range(12):
        await deliver(code_for(PHONE))
    assert await statuses(sms) == ["delivered"] * 12


async def test_one_code_a_minute_five_an_hour_ten_a_day(strict: Service) -> None:
    deliver = deliver_to(strict)
    seen = []
    for minute in [0, 0.5, 2, 4, 6, 8, 10, 70, 140, 142, 144, 146, 210, 280, 1500]:
        await after(strict, minute)
        await deliver(code_for(PHONE))
        seen.append((await statuses(strict))[-1] == "delivered")
    assert seen == [True, False, True, True, True, True, False, True, True, True, True, True, False, False, True]


async def test_when_a_minute_is_over_the_next_code_goes(strict: Service) -> None:
    deliver, began = deliver_to(strict), real_micros()
    seen = []
    for seconds in (0, 59.999999, 60):
        await sandbox.set_clock(strict.store, "default", Clock(frozen_at=began + round(seconds * 1_000_000)))
        await deliver(code_for(PHONE))
        seen.append((await statuses(strict))[-1])
    assert seen == ["delivered", "failed", "delivered"]


async def test_a_limited_text_says_so(strict: Service) -> None:
    deliver = deliver_to(strict)
    await deliver(code_for(PHONE))
    await deliver(code_for(PHONE))
    async with client_of(strict) as client:
        [text] = (await client.get("/sms/messages?status=failed")).json()["items"]
    assert text["report_code"] == "isv.BUSINESS_LIMIT_CONTROL"
    assert text["sent_at"] is None


async def test_limits_are_for_each_number_sender_and_kind(strict: Service) -> None:
    deliver = deliver_to(strict)
    for event in (code_for(PHONE), code_for("13800000002"), recovery_for(PHONE), pushed_to(PHONE)):
        await deliver(event)
    assert await statuses(strict) == ["delivered"] * 4


async def test_fifty_notices_a_day(strict: Service) -> None:
    deliver = deliver_to(strict)
    for _ in range(51):
        await deliver(pushed_to(PHONE))
    assert await statuses(strict) == ["delivered"] * 50 + ["failed"]
