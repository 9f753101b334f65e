"""Texts that go wrong, and a database that is away or slow."""

import asyncio
from typing import Any

import pytest

from tests.gateway.instruments.faults.asked import busy, fault, faulted, have, remove, texts
from tests.gateway.instruments.world import PHONE, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_text_that_fails_with_a_code_of_one_s_own(world: World) -> None:
    await have(world, "sms", "undelivered", {"template": "T3"}, report_code="MX:0099")
    journey = await world.confirm()
    await world.idle()
    assert await texts(world) == []
    [sent] = (await world.get("/sms/messages"))["items"]
    assert (sent["status"], sent["report_code"]) == ("failed", "MX:0099")
    [struck] = await faulted(world, journey)
    assert (struck["kind"], struck["name"]) == ("message", "T3 account-created")


async def test_a_text_that_nobody_hears_of_again(world: World) -> None:
    await have(world, "sms", "silent", {"template": "T3 account-created"})
    await world.confirm()
    await world.idle()
    assert [one["status"] for one in (await world.get("/sms/messages"))["items"]] == ["sent"]
    assert await texts(world) == []


async def test_a_text_without_its_password(world: World) -> None:
    await have(world, "sms", "without", {"template": "account-created"}, vars=["initial_password"])
    await world.confirm()
    await world.idle()
    [text] = await texts(world)
    assert "initial_password" not in text["vars"] and text["vars"]["account"] and "初始密码：，" in text["text"]


async def test_a_text_that_says_something_else(world: World) -> None:
    await have(world, "sms", "text", {"phone": f"+86 {PHONE}"}, text="乱码")
    await world.confirm()
    await world.idle()
    assert [text["text"] for text in await texts(world)] == ["【河南省图审】乱码"]


async def test_a_text_comes_twice_and_was_sent_once(world: World) -> None:
    await have(world, "sms", "duplicate", times=1)
    journey = await world.confirm()
    await world.idle()
    assert len(await texts(world)) == 2
    assert len((await world.get("/sms/messages"))["items"]) == 1
    reports = (await world.get("/sim/events", type="sms.message.delivered", journey=journey))["items"]
    assert len(reports) == 2


async def test_a_text_comes_later_by_the_sandbox_s_clock(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    await have(world, "sms", "delay", ms=60_000)
    await world.confirm()
    await world.idle()
    assert await texts(world) == []
    await world.ask("PUT", "/sim/clock", json={"to_next_timer": True})
    await world.idle()
    [text] = await texts(world)
    assert text["vars"]["initial_password"] and text["status"] == "delivered"


async def test_a_database_that_is_away_and_comes_back(world: World) -> None:
    await have(world, "store", "unavailable", {"service": "hall"})
    away = await world.ask("POST", "/hall/applications/J/confirmation", json={})
    assert (away.status_code, away.json()["code"]) == (503, "service-unavailable")
    await remove(world)
    review = await have(world, "store", "unavailable", {"service": "review"})
    await world.confirm()
    assert review["id"] in str((await busy_with(world, review["id"]))["faults"])
    await remove(world)
    await world.idle()
    assert len(await texts(world)) == 1


async def busy_with(world: World, id_: str) -> dict[str, Any]:
    async with asyncio.timeout(10):
        while (await fault(world, id_))["hits"] == 0:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return await busy(world)


async def test_a_slow_database_slows_requests_and_deliveries(world: World) -> None:
    slow = [await have(world, "store", "slow", {"service": name}, ms=150, times=1) for name in ("hall", "review")]
    journey = await world.confirm()
    await world.idle()
    assert [(await fault(world, one["id"]))["hits"] for one in slow] == [1, 1]
    [struck] = await faulted(world, journey)
    assert (struck["name"], struck["service"], struck["fault"]) == ("store review", "review", slow[1]["id"])
    assert len(await texts(world)) == 1
