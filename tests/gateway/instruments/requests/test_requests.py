"""What was asked of the imitated systems: found also where it belongs to no journey, page by page."""

from datetime import UTC, datetime

import pytest

from tests.gateway.instruments.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_requests_are_found(world: World) -> None:
    journey = await world.confirm()
    await world.ask("POST", f"/hall/applications/{journey}/refusal", json={})
    between = datetime.now(UTC).isoformat()
    await world.ask("POST", "/portal/login", json={"login": "nobody", "password": "x"})

    async def found(**query: str) -> list[tuple[str, str]]:
        items = (await world.ask("GET", "/sim/requests", params=query)).json()["items"]
        return [(item["name"].rpartition("/")[2], item["status"]) for item in items]

    login, refusal, confirmation = ("login", "401"), ("refusal", "409"), ("confirmation", "200")
    assert await found() == [login, refusal, confirmation]
    assert await found(journey=journey) == [refusal, confirmation]
    assert await found(journey="none") == await found(since=between) == [login]
    assert await found(status="409") == await found(path="*/refusal") == [refusal]
    assert await found(path="/hall/*", status="200") == [confirmation]
    other = await world.new_sandbox()
    assert (await other.get("/sim/requests"))["items"] == []


async def test_page_by_page(world: World) -> None:
    for _ in range(5):
        await world.confirm()
    whole = (await world.get("/sim/requests"))["items"]
    first = await world.get("/sim/requests", limit=2)
    rest = await world.get("/sim/requests", limit=3, cursor=first["next_cursor"])
    assert first["items"] + rest["items"] == whole and rest["next_cursor"] is None


async def test_a_cursor_of_another_list_is_refused(world: World) -> None:
    for cursor in ("eA==", "MS4yLjM="):
        answer = await world.ask("GET", "/sim/requests", params={"cursor": cursor})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "cursor-invalid")
