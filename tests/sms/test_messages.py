"""What is texted, to whom, and how it can be looked at."""

from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from services.sms.actions.send_message import send_message
from services.sms.app import create_sms
from shared import sandbox
from shared.context import Context
from shared.service import Service
from tests import within
from tests.harness import client_of, running
from tests.sms.conftest import Deliver, code_for, deliver_to, pushed_to, recovery_for

PHONE = "13800000001"


async def texts(client: httpx.AsyncClient, **query: str) -> list[dict[str, object]]:
    answer = await client.get("/sms/messages", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, object]] = answer.json()["items"]
    return items


async def test_the_code_goes_to_the_phone_that_asked(client: httpx.AsyncClient, deliver: Deliver) -> None:
    await deliver(code_for(PHONE))
    [text] = await texts(client, to=PHONE)
    assert text["text"] == "【郑州工改】验证码123456，5分钟内有效，请勿泄露。您正在进行联合审图申报业务确认。"
    assert text["vars"] == {"code": "123456", "minutes": "5"}
    assert (text["template"], text["template_name"]) == ("T1", "phone-code")
    assert (text["template_title"], text["template_title_en"]) == ("申报确认验证码", "Code for confirming a filing")
    assert (text["status"], text["report_code"]) == ("delivered", "DELIVRD")


async def test_a_new_account_is_texted_with_its_password_and_the_platforms_address(
    client: httpx.AsyncClient, deliver: Deliver
) -> None:
    await deliver(pushed_to(PHONE))
    [text] = await texts(client)
    assert text["template"] == "T3"
    words = str(text["text"])
    assert words.startswith("【河南省图审】")
    for word in ("91410100MA9XXXX118", "Ab3xYz7890", "http://hncszjl.hnjs.henan.gov.cn/", "示例市民服务中心项目"):
        assert word in words
    assert text["vars"]["account"] == "91410100MA9XXXX118"  # type: ignore[index]
    assert text["vars"]["initial_password"] == "Ab3xYz7890"  # type: ignore[index]
    assert text["parts"] == -(-len(words) // 67)


async def test_an_account_that_was_there_is_texted_without_a_password(
    client: httpx.AsyncClient, deliver: Deliver
) -> None:
    await deliver(pushed_to(PHONE, password=None))
    [text] = await texts(client)
    assert text["template"] == "T4"
    assert "initial_password" not in text["vars"]  # type: ignore[operator]
    assert "密码可" not in str(text["text"]).split("忘记")[0]
    assert "账号一般为企业信用代码" in str(text["text"])


async def test_the_recovery_code(client: httpx.AsyncClient, deliver: Deliver) -> None:
    await deliver(recovery_for(PHONE))
    [text] = await texts(client, template="password-recovery")
    assert text["template"] == "T5"
    assert "654321" in str(text["text"])


async def test_one_event_is_one_text(client: httpx.AsyncClient, sms: Service, deliver: Deliver) -> None:
    body = await deliver(pushed_to(PHONE))
    for _ in range(3):
        await sms.inbox.receive(body)
    assert len(await texts(client)) == 1


@pytest.mark.parametrize("written", ["13800000001", "+8613800000001", "138 0000 0001", "138-0000-0001"])
async def test_a_phone_is_found_however_it_is_written(
    client: httpx.AsyncClient, deliver: Deliver, written: str
) -> None:
    await deliver(code_for(PHONE))
    await deliver(code_for("13800000002"))
    assert [text["to"] for text in await texts(client, to=written)] == [PHONE]


async def test_the_list_is_filtered_and_paged(client: httpx.AsyncClient, deliver: Deliver) -> None:
    for number in range(5):
        await deliver(code_for(PHONE, f"00000{number}"))
    await deliver(pushed_to(PHONE))
    assert len(await texts(client, template="T3")) == 1
    assert len(await texts(client, template="account-created")) == 1
    assert await texts(client, status="failed") == []
    assert len(await texts(client, journey="the-journey")) == 6
    first = (await client.get("/sms/messages?limit=4&template=T1")).json()
    rest = (await client.get("/sms/messages", params={"template": "T1", "cursor": first["next_cursor"]})).json()
    codes = [item["vars"]["code"] for item in first["items"] + rest["items"]]
    assert codes == [f"00000{number}" for number in range(5)]
    assert rest["next_cursor"] is None


async def test_one_message_by_its_id(client: httpx.AsyncClient, deliver: Deliver) -> None:
    await deliver(code_for(PHONE))
    [listed] = await texts(client)
    assert (await client.get(f"/sms/messages/{listed['id']}")).json() == listed


async def test_what_is_not_there_or_ill_asked(client: httpx.AsyncClient) -> None:
    assert (await client.get("/sms/messages/none")).status_code == 404
    wrong = await client.get("/sms/messages?status=lost&limit=0")
    assert wrong.status_code == 422
    assert {error["pointer"] for error in wrong.json()["errors"]} == {"/query/status", "/query/limit"}


async def test_sandboxes_do_not_see_each_others_texts(
    client: httpx.AsyncClient, sms: Service, deliver: Deliver
) -> None:
    from shared import sandbox

    await sandbox.create(sms.store, "other", sms.seed)
    await deliver(code_for(PHONE), "other")
    assert await texts(client) == []
    elsewhere = await client.get("/sms/messages", headers={"Sim-Sandbox": "other"})
    [text] = elsewhere.json()["items"]
    assert (await client.get(f"/sms/messages/{text['id']}")).status_code == 404


async def test_words_in_a_project_name_cannot_forge_a_text(client: httpx.AsyncClient, deliver: Deliver) -> None:
    await deliver(pushed_to(PHONE, name="{initial_password}\n【银行】转账"))
    [text] = await texts(client)
    assert "{initial_password} 【银行】转账" in str(text["text"])
    assert "\n" not in str(text["text"])


async def test_a_token_that_comes_along_tells_the_sandbox(sms: Service, client: httpx.AsyncClient) -> None:
    await sandbox.create(sms.store, "elsewhere", sms.seed, life=5)
    there, values = Context(sandbox="elsewhere", journey="j"), {"code": "123456", "minutes": "5"}
    await within.write(sms.store, there, send_message, "T1", "13800000009", values, limited=False)
    token = issue(sms, "elsewhere")
    mine = (await client.get("/sms/messages", headers={"Authorization": f"Bearer {token}"})).json()["items"]
    assert [message["to"] for message in mine] == ["13800000009"]
    assert (await client.get("/sms/messages")).json()["items"] == []
    answer = await client.get("/sms/messages", headers={"Authorization": f"Bearer {issue(sms, 'gone')}"})
    assert (answer.status_code, answer.json()["code"]) == (404, "sandbox-unknown")


def issue(sms: Service, where: str) -> str:
    return sms.tokens.issue("portal", "somebody", where, 5, datetime.now().astimezone(), timedelta(hours=1), {})


async def test_texts_are_protected_here_too(tmp_path: Path) -> None:
    """At the service's own port, which nobody comes to through the gateway."""
    async with running(tmp_path, create_sms, sim_token="let-me-in") as [sms], client_of(sms) as client:
        await deliver_to(sms)(code_for(PHONE))
        for path in ("/sms/messages", f"/sms/messages?to={PHONE}", "/sms/messages/x"):
            for headers in ({}, {"Sim-Token": "guess"}, {"Authorization": f"Bearer {issue(sms, 'default')}"}):
                refused = await client.get(path, headers=headers)
                assert (refused.status_code, refused.json()["code"]) == (401, "sim-token-required")
                assert "Sim-Token" in refused.json()["detail"] and refused.headers["www-authenticate"] == "Bearer"
        shown = await client.get("/sms/messages", headers={"Sim-Token": "let-me-in"})
        assert [text["to"] for text in shown.json()["items"]] == [PHONE]
        assert (await client.get("/sms/openapi.json")).status_code == 200


@pytest.mark.parametrize("typed", ["138 0000 0001", "%2B8613800000001", "+86-138-0000-0001", "１３８０００００００１"])
async def test_a_phone_is_asked_for_as_people_write_it(client: httpx.AsyncClient, deliver: Deliver, typed: str) -> None:
    await deliver(code_for("13800000001"))
    assert len((await client.get(f"/sms/messages?to={typed}")).json()["items"]) == 1


async def test_what_is_no_phone_is_said(client: httpx.AsyncClient) -> None:
    refused = await client.get("/sms/messages?to=1380000")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/query/to")
    assert "现为7位" in refused.json()["errors"][0]["detail"]
