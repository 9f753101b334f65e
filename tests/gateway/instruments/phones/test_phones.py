"""The phones of a sandbox: which there are and what came last, without what only the phone itself shows."""

import pytest

from tests.gateway.instruments.world import PASSWORD, PHONE, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

OTHER, BROKEN = "13800000077", "13800000404"


async def test_phones_with_their_last_text(world: World) -> None:
    await world.confirm(with_code=True)
    await world.idle()
    code = (await world.get(f"/sim/phones/{PHONE}/messages"))["items"][0]["vars"]["code"]
    [only] = (await world.get("/sim/phones"))["items"]
    assert (only["phone"], only["messages"], only["missed"]) == (PHONE, 1, 0)
    assert (only["last"]["template"], only["last"]["status"]) == ("T1", "delivered")
    assert "验证码******" in only["last"]["text"] and code not in str(only)
    journey = await world.confirm()
    await world.idle()
    [only] = (await world.get("/sim/phones"))["items"]
    assert (only["messages"], only["last"]["template_name"], only["last"]["journey"]) == (2, "account-created", journey)
    assert "示例项目" in only["last"]["text"] and PASSWORD not in str(only)


async def test_what_did_not_arrive_is_counted_apart(world: World) -> None:
    await world.confirm(phone=BROKEN)
    await world.idle()
    [only] = (await world.get("/sim/phones"))["items"]
    assert (only["messages"], only["missed"]) == (0, 1)
    assert (only["last"]["status"], only["last"]["report_code"]) == ("failed", "MK:0001")


async def test_texted_last_stands_first_page_by_page(world: World) -> None:
    for phone in (PHONE, OTHER, BROKEN, PHONE):
        await world.confirm(phone=phone)
        await world.idle()
    first = await world.get("/sim/phones", limit=2)
    assert [one["phone"] for one in first["items"]] == [PHONE, BROKEN]
    second = await world.get("/sim/phones", limit=2, cursor=first["next_cursor"])
    assert [one["phone"] for one in second["items"]] == [OTHER] and second["next_cursor"] is None
    assert (await world.get("/sim/phones", limit=3))["next_cursor"] is None, "a full page may be the last"


async def test_another_sandbox_has_its_own(world: World) -> None:
    other = await world.new_sandbox()
    await world.confirm()
    await world.idle()
    assert (await other.get("/sim/phones"))["items"] == []
