"""Delivery reports are pushed to who sent, as the vendors push them, until they are taken."""

import asyncio
import json
from typing import Any

import pytest
from starlette.responses import JSONResponse

from shared.identifiers import new_id
from tests.gateway.instruments.sms_keys import alibaba
from tests.gateway.instruments.sms_keys.keys import BROKEN, PHONE, SIGN, made
from tests.gateway.instruments.sms_keys.tencent import signed
from tests.gateway.instruments.webhooks.receiver import receiving
from tests.gateway.instruments.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def told(world: World, journey: str, after: str = "") -> dict[str, Any]:
    """The attempt after that one."""
    asked = {"journey": journey, "event": "sms.report.pushed"} | ({"after": after} if after else {})
    found = await world.ask("GET", "/sim/wait", params={**asked, "timeout": 10})
    assert found.status_code == 200, found.text
    event: dict[str, Any] = (await world.get(f"/sim/events/{found.json()['id']}"))["envelope"]
    return event


async def test_until_they_are_taken_by_the_sandboxs_clock(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    async with receiving() as receiver:
        answers = [JSONResponse({"code": 1}), JSONResponse({}, 500), JSONResponse({"code": 0, "msg": "ok"})]
        receiver.answers = lambda came: answers.pop(0)
        key, journey = await made(world, "alibaba", report_url=receiver.url), new_id()
        sent = (await alibaba.send(world, alibaba.new(key, alibaba.sending(BROKEN, OutId=journey)))).json()
        last = ""
        for attempt, pause in enumerate((2, 60, 300), start=1):
            await world.ask("PUT", "/sim/clock", json={"advance_seconds": pause})
            event = await told(world, journey, last)
            last = event["id"]
            assert (event["data"]["attempt"], event["data"]["taken"]) == (attempt, attempt == 3)
        await world.ask("PUT", "/sim/clock", json={"advance_seconds": 86_400})
        assert len(receiver.came) == 3 and len({came.body for came in receiver.came}) == 1
        [report] = json.loads(receiver.came[0].body)
        assert (report["phone_number"], report["biz_id"], report["out_id"]) == (BROKEN, sent["BizId"], journey)
        assert (report["success"], report["err_code"], report["err_msg"]) == (False, "MK:0001", "空号")
        [shown] = (await world.get("/sim/sms-keys"))["items"]
        assert shown["reports"] == {"pushed": 1} and shown["report_url"] == receiver.url


async def test_in_tencents_words_and_given_up_in_the_end(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    async with receiving() as receiver:
        key, journey = await made(world, "tencent", report_url=receiver.url), new_id()
        body = json.dumps({"PhoneNumberSet": [PHONE], "SmsSdkAppId": "1", "TemplateId": "1", "SignName": SIGN,
                           "SessionContext": journey}).encode()  # fmt: skip
        here = f"/x/{world.sandbox}/tencent"
        sent = (await world.client.post(here, headers=signed(key, body), content=body)).json()["Response"]
        last = ""
        for pause in (2, 60, 300, 600):
            await world.ask("PUT", "/sim/clock", json={"advance_seconds": pause})
            last = (await told(world, journey, last))["id"]
        [report] = json.loads(receiver.came[0].body)
        assert (report["mobile"], report["report_status"], report["errmsg"]) == (PHONE, "SUCCESS", "DELIVRD")
        assert report["sid"] == sent["SendStatusSet"][0]["SerialNo"]
        assert (await world.get("/sim/sms-keys"))["items"][0]["reports"] == {"given-up": 1}


async def test_only_where_requests_of_ours_may_go(world: World) -> None:
    for url, code in {"http://10.0.0.1/reports": "host-not-allowed", "ftp://127.0.0.1": "url-malformed"}.items():
        refused = await world.ask("POST", "/sim/sms-keys", json={"vendor": "alibaba", "report_url": url})
        assert refused.status_code == 422, refused.text
        assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [("/report_url", code)]


async def test_who_hangs_keeps_no_other_sandbox_waiting(world: World) -> None:
    other = await world.new_sandbox()
    async with receiving() as hanging, receiving() as receiver:
        hanging.holds = asyncio.Event()
        for one, to, numbers in ((world, hanging, 40), (other, receiver, 1)):
            await one.ask("PUT", "/sim/clock", json={"freeze": True})
            key = await made(one, "alibaba", report_url=to.url)
            many = ",".join(f"1390000{number:04}" for number in range(numbers))
            assert (await alibaba.send(one, alibaba.new(key, alibaba.sending(many)))).json()["Code"] == "OK"
        await world.ask("PUT", "/sim/clock", json={"advance_seconds": 3})
        await hanging.has(8)
        await other.ask("PUT", "/sim/clock", json={"advance_seconds": 3})
        await receiver.has(1, seconds=5)
        assert len(hanging.came) == 8
        hanging.holds.set()
