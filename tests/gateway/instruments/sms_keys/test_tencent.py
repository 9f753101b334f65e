"""A program that texts by Tencent Cloud's SDK, as it is, texts the simulated phones."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException

from shared.identifiers import new_id
from tests.gateway.instruments.sms_keys.keys import BROKEN, OTHER, PHONE, SIGN, made
from tests.gateway.instruments.sms_keys.tencent import APP, pulling, sdk, sending, signed
from tests.gateway.instruments.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def refused(call: Callable[[Any], Any], request: Any) -> str:
    """The code that the SDK raises."""
    with pytest.raises(TencentCloudSDKException) as raised:
        await asyncio.to_thread(call, request)
    return str(raised.value.get_code())


async def test_a_text_arrives_and_its_reports_are_pulled_once(world: World, url: str) -> None:
    key = await made(world, "tencent", url)
    assert key["endpoint"] == f"{url[7:]}/x/{world.sandbox}/tencent"
    client = sdk(key)
    said = await asyncio.to_thread(client.SendSms, sending(f"+86{PHONE}", BROKEN, "+8613", SessionContext="mine"))
    first, second, third = said.SendStatusSet
    assert (first.Code, first.PhoneNumber, first.Fee, first.SessionContext) == ("Ok", f"+86{PHONE}", 1, "mine")
    assert (second.Code, third.Code) == ("Ok", "InvalidParameterValue.IncorrectPhoneNumber")
    [text] = (await world.get(f"/sim/phones/{PHONE}/messages"))["items"]
    assert text["text"] == f"【{SIGN}】模板1001：1=483920" and text["vars"] == {"1": "483920"}
    pulled = await asyncio.to_thread(client.PullSmsSendStatus, pulling(1))
    rest = await asyncio.to_thread(client.PullSmsSendStatus, pulling())
    reports = {one.SerialNo: one for one in (*pulled.PullSmsSendStatusSet, *rest.PullSmsSendStatusSet)}
    assert len(pulled.PullSmsSendStatusSet) == 1 and set(reports) == {first.SerialNo, second.SerialNo}
    good, bad = reports[first.SerialNo], reports[second.SerialNo]
    assert (good.ReportStatus, good.SubscriberNumber, good.SessionContext) == ("SUCCESS", PHONE, "mine")
    assert (bad.ReportStatus, bad.Description) == ("FAIL", "MK:0001")
    assert (await asyncio.to_thread(client.PullSmsSendStatus, pulling())).PullSmsSendStatusSet == []


async def test_each_request_is_kept_without_what_is_secret_in_it(world: World, url: str) -> None:
    client = sdk(await made(world, "tencent", url))
    said = await asyncio.to_thread(client.SendSms, sending(PHONE))
    [step] = (await world.get("/sim/requests", journey="none"))["items"]
    assert (step["id"], step["status"]) == (said.RequestId, "200") and step["name"].endswith("/tencent SendSms")
    kept = await world.get(f"/sim/requests/{said.RequestId}")
    assert SIGN in kept["body"]["text"] and '"Code":"Ok"' in kept["answer"]["body"]["text"]
    assert "483920" not in str(kept) and PHONE not in str(kept) and client.credential.secret_key not in str(kept)
    assert "483920" not in str(await world.get("/sim/phones"))


async def test_a_session_context_that_names_an_application_is_part_of_its_journey(world: World, url: str) -> None:
    journey = await world.confirm()
    await world.idle()
    client = sdk(await made(world, "tencent", url))
    said = await asyncio.to_thread(client.SendSms, sending(OTHER, SessionContext=journey))
    steps = (await world.get(f"/sim/journeys/{journey}"))["steps"]
    assert said.RequestId in [step["id"] for step in steps if step["kind"] == "request"]
    assert [step["name"] for step in steps if step["kind"] == "message"][-1] == "1001"


async def test_without_a_path_the_key_tells_the_sandbox(world: World, url: str) -> None:
    client = sdk(await made(world, "tencent", url), endpoint=url[7:])
    said = await asyncio.to_thread(client.SendSms, sending(PHONE, template="900001", given=["483920", "5"]))
    assert said.SendStatusSet[0].Code == "Ok"
    [text] = (await world.get(f"/sim/phones/{PHONE}/messages"))["items"]
    assert text["text"].startswith(f"【{SIGN}】验证码483920，5分钟内有效") and text["template_name"] == "phone-code"


async def test_what_is_wrong_with_one_number_or_the_text_is_said_of_each(world: World, url: str) -> None:
    client = sdk(await made(world, "tencent", url))
    wrong = {
        "FailedOperation.SignatureIncorrectOrUnapproved": sending(PHONE, SignName="一"),
        "FailedOperation.TemplateIncorrectOrUnapproved": sending(PHONE, template="SMS_1"),
        "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": sending(PHONE, template="900001", given=["1"]),
        "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter": sending(PHONE, given=["http://a.example"]),
        "InvalidParameterValue.ContentLengthLimit": sending(PHONE, given=["长" * 500]),
        "InvalidParameterValue.SdkAppIdNotExist": sending(PHONE, SmsSdkAppId="mine"),
    }
    for code, request in wrong.items():
        [status] = (await asyncio.to_thread(client.SendSms, request)).SendStatusSet
        assert (status.Code, status.SerialNo, status.Fee) == (code, "", 0)
    assert (await world.get(f"/sim/phones/{PHONE}/messages"))["items"] == []


async def test_who_is_not_let_in_is_told_in_the_vendors_codes(world: World, url: str) -> None:
    key, other = await made(world, "tencent", url), await (await world.new_sandbox()).ask("GET", "/sim/sms-keys")
    assert other.json()["items"] == []
    elsewhere = {**key, "endpoint": key["endpoint"].replace(world.sandbox, "default")}
    for code, wrong in {
        "AuthFailure.SignatureFailure": {**key, "access_key_secret": "x" * 32},
        "AuthFailure.SecretIdNotFound": elsewhere,
    }.items():
        assert await refused(sdk(wrong).SendSms, sending(PHONE)) == code
    assert await refused(sdk({**elsewhere, "endpoint": f"{url[7:]}/x/nobody/tencent"}).SendSms, sending(PHONE)) == (
        "AuthFailure.SecretIdNotFound"
    )
    assert await refused(sdk(key).SendSms, sending()) == "MissingParameter.EmptyPhoneNumberSet"
    assert await refused(sdk(key).PullSmsSendStatus, pulling(101)) == "InvalidParameterValue.LimitVerifyFail"


async def test_faults_strike_here_too(world: World, url: str) -> None:
    client = sdk(await made(world, "tencent", url))
    await world.ask("POST", "/sim/faults", json={"at": "sms", "match": {"phone": PHONE}, "do": "silent", "times": 1})
    assert (await asyncio.to_thread(client.SendSms, sending(PHONE))).SendStatusSet[0].Code == "Ok"
    assert (await asyncio.to_thread(client.PullSmsSendStatus, pulling())).PullSmsSendStatusSet == []
    await world.ask("POST", "/sim/faults", json={"at": "sms", "do": "duplicate", "times": 1})
    await asyncio.to_thread(client.SendSms, sending(PHONE))
    assert len((await world.get(f"/sim/phones/{PHONE}/messages"))["items"]) == 2
    assert len((await asyncio.to_thread(client.PullSmsSendStatus, pulling())).PullSmsSendStatusSet) == 2
    match = {"path": "/x/*/tencent*"}
    await world.ask("POST", "/sim/faults", json={"at": "http", "match": match, "do": "reject", "times": 1})
    assert await refused(client.SendSms, sending(PHONE)) == "ServerNetworkError"


BODIES = [
    b"", b"null", b"[]", b"{", b'{"PhoneNumberSet": "13800000001"}', b"\xff\xfe", b"[" * 5000,
    b'{"a":' * 50 + b"1" + b"}" * 50,
    b'{"PhoneNumberSet":["13800000001"],"SmsSdkAppId":"1","TemplateId":"1","SignName":"\\u0000\\ud800\\u4e2d"}',
    b'{"PhoneNumberSet":["13800000001"],"SmsSdkAppId":"1","TemplateId":"1","SignName":"abc","SessionContext":"\\ud800"}',
    b'{"PhoneNumberSet":["13800000001"],"SmsSdkAppId":"1","TemplateId":"1","SignName":"abc","Nobody":1}',
    json.dumps({"PhoneNumberSet": ["1" * 9000] * 201, "SmsSdkAppId": "1", "TemplateId": "1"}).encode(),
]  # fmt: skip


async def test_whatever_comes_the_answer_is_in_the_envelope(world: World) -> None:
    key, here = await made(world, "tencent"), f"/x/{world.sandbox}/tencent"
    good = signed(key, b"{}")
    odd: list[tuple[str, str, dict[str, str], bytes]] = [("POST", here, signed(key, body), body) for body in BODIES]
    odd += [("POST", here, {**good, name: "中".encode().decode("latin-1")}, b"{}") for name in good if name != "Host"]
    odd += [("POST", here, {name: value for name, value in good.items() if name != left}, b"{}") for left in good]
    odd += [(method, here, good, b"") for method in ("GET", "PUT", "DELETE")]
    odd += [("POST", path, good, b"{}") for path in ("/x/%E4%B8%AD/tencent", "/x/-/tencent", "/x/no-body/tencent")]
    odd += [("POST", here, {**good, "X-TC-Timestamp": "9" * 10}, b"{}"), ("POST", "/", good, b"{}")]
    for method, path, headers, body in odd:
        said = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        answer = await world.client.request(method, path, headers=said, content=body)
        assert answer.headers["content-type"] == "application/json" and answer.status_code == 200, (path, headers, body)
        assert set(answer.json()["Response"]) == {"Error", "RequestId"}, (path, headers, body)
    late = await world.client.post(here, headers=signed(key, b"{}", seconds_ago=400), content=b"{}")
    assert late.json()["Response"]["Error"]["Code"] == "AuthFailure.SignatureExpire"


async def test_each_report_goes_to_one_of_those_who_pull_at_once(world: World) -> None:
    key, here = await made(world, "tencent"), f"/x/{world.sandbox}/tencent"

    async def ask(action: str, **body: Any) -> dict[str, Any]:
        said = json.dumps(body | {"SmsSdkAppId": APP}).encode()
        answer = await world.client.post(here, headers=signed(key, said, action), content=said)
        return answer.json()["Response"]  # type: ignore[no-any-return]

    numbers = [f"1380000{number:04}" for number in range(30, 50)]
    sent = await ask("SendSms", PhoneNumberSet=numbers, SignName=SIGN, TemplateId="1")
    pulled = await asyncio.gather(*(ask("PullSmsSendStatus", Limit=7) for _ in range(4)))
    serials = [one["SerialNo"] for answer in pulled for one in answer["PullSmsSendStatusSet"]]
    assert sorted(serials) == sorted(one["SerialNo"] for one in sent["SendStatusSet"])


async def test_an_id_that_only_looks_like_a_journey_is_one_of_its_own(world: World) -> None:
    key, context = await made(world, "tencent"), new_id()
    body = json.dumps({
        "PhoneNumberSet": [PHONE], "SmsSdkAppId": "1", "TemplateId": "1", "SignName": SIGN, "SessionContext": context,
    }).encode()  # fmt: skip
    answer = await world.client.post(f"/x/{world.sandbox}/tencent/", headers=signed(key, body), content=body)
    assert answer.headers["Sim-Journey"] == context and answer.headers["Sim-Notice"] == "simulated"


async def test_half_a_character_costs_nobody_his_trace(world: World) -> None:
    key = await made(world, "tencent")
    said = b'{"SmsSdkAppId":"\\ud800"}'
    answer = await world.client.post(
        f"/x/{world.sandbox}/tencent", headers=signed(key, said) | {"X-TC-Token": "planted"}, content=said
    )
    [step] = (await world.get("/sim/requests", journey="none"))["items"]
    assert step["id"] == answer.json()["Response"]["RequestId"]
    assert "planted" not in str(await world.get(f"/sim/requests/{step['id']}"))
