"""Whoever texts by Alibaba Cloud's new or old SDK texts the simulated phones."""

import asyncio
from pathlib import Path

import pytest

from services.sms.vendors.alibaba import acs3, rpc
from services.sms.vendors.alibaba.signing import Claim
from tests.gateway.instruments.sms_keys.alibaba import asking, new, old, send, sending
from tests.gateway.instruments.sms_keys.keys import BROKEN, OTHER, PHONE, SIGN, made
from tests.gateway.instruments.world import World, small_world

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_text_arrives_and_its_details_can_be_asked_for(world: World) -> None:
    key = await made(world, "alibaba")
    for sign, numbers, said in ((new, PHONE, "one"), (old, f"{PHONE},{BROKEN}", "two")):
        answer = await send(world, sign(key, sending(numbers, OutId=said)))
        body = answer.json()
        assert (answer.status_code, body["Code"], body["Message"]) == (200, "OK", "OK") and body["BizId"].endswith("^0")
    texts = (await world.get(f"/sim/phones/{PHONE}/messages"))["items"]
    assert [text["text"] for text in texts] == [f"【{SIGN}】模板SMS_1001：code=483920"] * 2
    details = (await send(world, new(key, asking(), "QuerySendDetails"))).json()
    listed = details["SmsSendDetailDTOs"]["SmsSendDetailDTO"]
    assert (details["TotalCount"], [one["OutId"] for one in listed]) == (2, ["two", "one"])
    assert (listed[0]["SendStatus"], listed[0]["ErrCode"]) == (3, "DELIVERED")
    failed = (await send(world, old(key, asking(BROKEN, BizId=body["BizId"]), "QuerySendDetails"))).json()
    [one] = failed["SmsSendDetailDTOs"]["SmsSendDetailDTO"]
    assert (one["SendStatus"], one["ErrCode"], one["Content"]) == (2, "MK:0001", texts[0]["text"])


async def test_without_a_path_the_key_tells_the_sandbox(world: World) -> None:
    key = await made(world, "alibaba")
    for request in (new(key, sending()), old(key, sending())):
        assert (await send(world, request, at="/")).json()["Code"] == "OK"
    assert len((await world.get(f"/sim/phones/{PHONE}/messages"))["items"]) == 2
    steps = (await world.get("/sim/requests", journey="none"))["items"]
    assert [step["name"] for step in steps] == ["POST / SendSms"] * 2


async def test_each_request_is_kept_without_what_is_secret_in_it(world: World) -> None:
    key = await made(world, "alibaba")
    asked = [
        old(key, sending()),
        new(key, asking(), "QuerySendDetails"),
        old({**key, "access_key_secret": "x"}, sending()),
    ]
    answers = [(await send(world, request)).json() for request in asked]
    assert answers[2]["Code"] == "SignatureDoesNotMatch" and "483920" in answers[2]["Message"]
    for answer in answers:
        kept = await world.get(f"/sim/requests/{answer['RequestId']}")
        assert f'"Code":"{answer["Code"]}"' in kept["answer"]["body"]["text"]
        assert "483920" not in str(kept) and PHONE not in str(kept) and key["access_key_secret"] not in str(kept)


async def test_the_same_request_twice_texts_once(world: World) -> None:
    key = await made(world, "alibaba")
    request = new(key, sending(OutId="once"))
    said = await asyncio.gather(*(send(world, request) for _ in range(4)))
    assert sorted(one.json()["Code"] for one in said) == ["OK"] + ["SignatureNonceUsed"] * 3
    assert len((await world.get(f"/sim/phones/{PHONE}/messages"))["items"]) == 1
    both = [new(key, sending(OTHER, OutId="twice")) for _ in range(2)]
    assert [one.json()["Code"] for one in await asyncio.gather(*(send(world, one) for one in both))] == ["OK", "OK"]
    assert len((await world.get(f"/sim/phones/{OTHER}/messages"))["items"]) == 2  # as with the vendor: no idempotency


async def test_what_the_service_refuses_comes_with_200_and_nothing_is_sent(world: World) -> None:
    key = await made(world, "alibaba")
    wrong = {
        "isv.MOBILE_NUMBER_ILLEGAL": sending(f"{PHONE},1380000"),
        "isv.MOBILE_COUNT_OVER_LIMIT": sending(",".join(["1"] * 1001)),
        "isv.SMS_SIGNATURE_ILLEGAL": sending() | {"SignName": "一"},
        "isv.SMS_TEMPLATE_ILLEGAL": sending(template="1001"),
        "isv.TEMPLATE_MISSING_PARAMETERS": sending(template="SMS_900001"),
        "isv.INVALID_JSON_PARAM": sending(given='{"code":[1]}'),
        "isv.PARAM_NOT_SUPPORT_URL": sending(given='{"a":"www.example"}'),
        "isv.PARAM_LENGTH_LIMIT": sending(given='{"a":"%s"}' % ("长" * 500)),
        "isv.INVALID_PARAMETERS": sending(OutId="x" * 512),
    }
    for code, asked in wrong.items():
        answer = await send(world, new(key, asked))
        assert (answer.status_code, answer.json()["Code"]) == (200, code)
    assert (await world.get(f"/sim/phones/{PHONE}/messages"))["items"] == []


async def test_who_is_not_let_in_is_told_in_the_vendors_codes(world: World) -> None:
    key, tencent = await made(world, "alibaba"), await made(world, "tencent")
    at = f"/x/{world.sandbox}/alibaba"
    wrong = [
        (400, "SignatureDoesNotMatch", new({**key, "access_key_secret": "x"}, sending()), at),
        (404, "InvalidAccessKeyId.NotFound", new(tencent, sending()), at),
        (404, "InvalidAccessKeyId.NotFound", old(key, sending()), "/x/default/alibaba"),
        (404, "InvalidAccessKeyId.NotFound", old(key, sending()), "/x/nobody/alibaba"),
        (400, "InvalidTimeStamp.Expired", new(key, sending(), ago=1000), at),
        (400, "InvalidTimeStamp.Expired", old(key, sending(), ago=-1000), at),
        (404, "InvalidAction.NotFound", old(key, sending(), "SendSmsTwice"), at),
        (400, "MissingPhoneNumbers", old(key, {"SignName": SIGN}), at),
        (400, "InvalidParameter", old(key, sending() | {"OutId": "\x01" * 3 + "\x00"}), at),
    ]
    for status, code, request, where in wrong:
        answer = await send(world, request, where)
        assert (answer.status_code, answer.json()["Code"]) == (status, code), request
    odd = [
        ("POST", "?Action=SendSms&Action=x"),
        ("GET", "?Action=%FF"),
        ("PUT", ""),
        ("POST", "?Signature=%F0%9F&Action=a"),
    ]
    for method, query in odd:
        answer = await world.client.request(method, at + query)
        assert 400 <= answer.status_code < 500 and {"Code", "Message", "RequestId"} <= set(answer.json())


async def test_limits_are_played_where_they_are_switched_on(tmp_path: Path) -> None:
    async with small_world(tmp_path, sms_limits=True) as world:
        key = await made(world, "alibaba")
        said = [(await send(world, new(key, sending()))).json() for _ in range(2)]
        assert [one["Code"] for one in said] == ["OK", "isv.BUSINESS_LIMIT_CONTROL"]
        assert said[1]["Message"] == "触发分钟级流控Permits:1"


async def test_the_documents_own_examples_are_signed_as_they_say() -> None:
    given = {
        "AccessKeyId": "testid", "Action": "DescribeRegions", "Format": "XML", "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf", "SignatureVersion": "1.0",
        "Timestamp": "2016-02-23T12:46:24Z", "Version": "2014-05-26", "Signature": "OLeaidS1JvxuMvnyHOwuJ+uX5qY=",
    }  # fmt: skip
    claim = rpc.read(given)
    assert claim and rpc.is_signed(claim, "testsecret", rpc.to_sign("GET", list(given.items())), "HMAC-SHA1")
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com", "x-acs-action": "RunInstances", "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d", "x-acs-version": "2014-05-26",
    }  # fmt: skip
    signature = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    new_claim = Claim("YourAccessKeyId", headers["x-acs-date"], "", signature, tuple(headers))
    query = [("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"), ("RegionId", "cn-shanghai")]
    text = acs3.to_sign(new_claim, "POST", headers, query, b"")
    assert acs3.is_signed(new_claim, "YourAccessKeySecret", text, headers)


async def test_a_day_is_one_of_the_calendar(world: World) -> None:
    key = await made(world, "alibaba")
    for day in ("99991231", "00010101", "2026111"):
        answer = await send(world, new(key, asking() | {"SendDate": day}, "QuerySendDetails"))
        assert answer.json()["Code"] == "isv.INVALID_PARAMETERS", day
