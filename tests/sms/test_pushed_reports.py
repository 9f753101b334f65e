"""What became of a vendor's text is pushed to its sender: soon, once at a time, again after pauses, then no more."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from services.sms.actions.deliver_delayed import deliver_delayed
from services.sms.actions.make_key import make_key
from services.sms.actions.push_report import begin_push, end_push
from services.sms.actions.send_vendor_text import ForVendor, send_vendor_text
from services.sms.rules.reports import Report, report_for, reports
from services.sms.rules.wordings import wording_of
from services.sms.tables import Message, VendorText
from shared import sandbox
from shared.clock import Clock, real_micros
from shared.context import Context
from shared.service import Service
from shared.store import Transaction
from shared.timers import timers_of
from shared.vendors.keys import Vendor
from tests import within
from tests.gateway.instruments.webhooks.receiver import Receiver, receiving
from tests.harness import client_of
from tests.lives import life_of

HERE = Context(sandbox="default")
PHONE, BROKEN = "13800000001", "13800000404"
NOWHERE = "http://127.0.0.1:9/reports"


@dataclass
class Sender:
    """A vendor's client in a sandbox whose clock stands still."""

    sms: Service
    key: str
    vendor: Vendor
    began: int

    async def do(self, action: Any, *args: Any) -> Any:
        return await within.write(self.sms.store, HERE, action, *args)

    async def send(self, to: str, report: Report | None = None) -> str:
        """The message's id."""
        text = ForVendor(self.vendor, self.key, wording_of("SMS_9", "示例科技", ("code",)), {"code": "1"}, "mine")
        await self.do(send_vendor_text, text, to, report or report_for(to), "42")
        async with client_of(self.sms) as client:
            return str((await client.get("/sms/messages")).json()["items"][-1]["id"])

    async def passes(self, **by: float) -> None:
        self.began += timedelta(**by) // timedelta(microseconds=1)
        await sandbox.set_clock(self.sms.store, "default", Clock(frozen_at=self.began))
        self.sms.timers.wake()

    async def due(self) -> dict[str, timedelta]:
        """What is due of which message, how long from now."""
        found = await self.sms.store.core_read(timers_of, await life_of(self.sms.store, "default"), 50)
        return {timer.key: timedelta(microseconds=timer.due_at - self.began) for timer in found}


@asynccontextmanager
async def sending(sms: Service, vendor: Vendor = "alibaba", url: str = NOWHERE) -> AsyncIterator[Sender]:
    sender = Sender(sms, "", vendor, real_micros())
    await sender.passes()
    sender.key = (await sender.do(lambda tx: make_key(tx, vendor, url).id)) if url else ""
    yield sender


async def state(sender: Sender, message: str) -> tuple[str, int, str]:
    def read(tx: Transaction) -> tuple[str, int, str]:
        text = tx.get(VendorText, message)
        assert text is not None
        return text.push_state, text.push_attempts, text.push_answer

    found: tuple[str, int, str] = await sender.do(read)
    return found


async def test_a_report_is_pushed_two_seconds_later_with_the_moments_it_tells(sms: Service) -> None:
    async with receiving() as receiver, sending(sms, url=receiver.url) as sender:
        sent = {PHONE: await sender.send(PHONE), BROKEN: await sender.send(BROKEN)}
        assert await sender.due() == dict.fromkeys(sent.values(), timedelta(seconds=2))
        told = datetime.fromtimestamp(sender.began / 1_000_000, UTC) + timedelta(hours=8)
        await sender.passes(seconds=2)
        pushed = await reports_at(receiver, 2)
        assert {one["phone_number"]: (one["success"], one["out_id"], one["biz_id"]) for one in pushed} == {
            PHONE: (True, "mine", "42"), BROKEN: (False, "mine", "42"),
        }  # fmt: skip
        for one in pushed:
            assert one["send_time"] == one["report_time"] == f"{told:%Y-%m-%d %H:%M:%S}"


async def reports_at(receiver: Receiver, number: int) -> list[dict[str, Any]]:
    return [one for came in await receiver.has(number) for one in json.loads(came.body)]


async def test_while_an_attempt_is_under_way_no_other_begins(sms: Service) -> None:
    """Two replicas hear one timer."""
    async with sending(sms) as sender:
        message = await sender.send(PHONE)
        assert await sender.do(begin_push, message) is not None
        await sender.passes(seconds=0.5)
        assert await sender.do(begin_push, message) is None
        assert await sender.due() == {message: timedelta(seconds=29.5)}
        await sender.do(end_push, message, True, "200")
        assert await sender.due() == {} and await state(sender, message) == ("pushed", 1, "200")
        assert await sender.do(begin_push, message) is None, "it was told"


async def test_whoever_is_killed_in_an_attempt_leaves_it_to_another_after_half_a_minute(sms: Service) -> None:
    async with receiving() as receiver, sending(sms, url=receiver.url) as sender:
        assert await sender.do(begin_push, await sender.send(PHONE)) is not None
        await sender.passes(seconds=30)
        await receiver.has(1, seconds=10)


async def test_after_one_five_and_ten_minutes_it_is_tried_again_and_then_given_up(sms: Service) -> None:
    async with sending(sms) as sender:
        message = await sender.send(PHONE)
        for attempt, pause in enumerate((1, 5, 10), start=1):
            assert await sender.do(begin_push, message) is not None
            await sender.do(end_push, message, False, "500")
            assert await sender.due() == {message: timedelta(minutes=pause)}
            assert await state(sender, message) == ("waiting", attempt, "500")
        await sender.do(begin_push, message)
        await sender.do(end_push, message, False, "timeout")
        assert await sender.due() == {} and await state(sender, message) == ("given-up", 4, "timeout")


async def test_what_nobody_reported_on_is_not_told_until_somebody_does(sms: Service) -> None:
    async with sending(sms) as sender:
        silent = await sender.send(PHONE, reports()["TIMEOUT"])
        assert await sender.do(begin_push, silent) is None and await sender.due() == {}


async def test_whose_key_says_no_receiver_is_told_nothing(sms: Service) -> None:
    async with sending(sms, url="") as sender:
        await sender.send(PHONE)
        assert await sender.due() == {}


async def test_a_delayed_text_is_told_when_it_arrived(sms: Service) -> None:
    async with sending(sms, "tencent") as sender:
        message = await sender.send(PHONE, reports()["TIMEOUT"])
        assert await sender.do(begin_push, message) is None
        await sender.passes(minutes=3)
        await sender.do(deliver_delayed, message)
        assert await sender.due() == {message: timedelta(seconds=2)}
        push = await sender.do(begin_push, message)
        now = datetime.fromtimestamp(sender.began / 1_000_000, UTC) + timedelta(hours=8)
        assert json.loads(push.body)[0]["user_receive_time"] == f"{now:%Y-%m-%d %H:%M:%S}"
        await sender.passes(minutes=1)
        await sender.do(deliver_delayed, message)
        assert (await sender.do(lambda tx: tx.get(Message, message).delivered_at)).timestamp() < sender.began / 1e6
