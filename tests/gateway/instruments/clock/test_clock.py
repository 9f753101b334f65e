"""One clock in all services."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.gateway.instruments.clock import timer as pages
from shared.clock import real_micros
from shared.sandbox import clock
from shared.store.tables import timers
from tests.gateway.instruments.test_entrance import OWNER
from tests.gateway.instruments.world import CONFIRMED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def clocks(world: World) -> set[tuple[int, int | None]]:
    services = (*world.services.values(), world.gateway)
    found = [await service.store.core_read(clock, world.sandbox) for service in services]
    return {(one.offset, one.frozen_at) for one in found}


async def test_frozen_set_advanced_and_real_again(world: World) -> None:
    frozen = (await world.ask("PUT", "/sim/clock", json={"freeze": True})).json()
    assert frozen["frozen"] is True
    assert (await world.get("/sim/clock"))["now"] == frozen["now"]
    advanced = (await world.ask("PUT", "/sim/clock", json={"advance_seconds": 360})).json()
    moved = datetime.fromisoformat(advanced["now"]) - datetime.fromisoformat(frozen["now"])
    assert moved == timedelta(seconds=360)
    assert len(await clocks(world)) == 1
    running = (await world.ask("PUT", "/sim/clock", json={"freeze": False})).json()
    assert 359 < running["offset_seconds"] < 361
    told = (await world.ask("PUT", "/sim/clock", json={"now": "2030-01-01T00:00:00Z", "freeze": True})).json()
    assert told["now"] == "2030-01-01T08:00:00+08:00"
    real = (await world.ask("PUT", "/sim/clock", json={"real": True})).json()
    assert abs(real["offset_seconds"]) < 1 and real["frozen"] is False
    assert await clocks(world) == {(0, None)}


async def test_events_carry_the_sandbox_s_time(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"now": "2031-05-18T01:00:00+08:00", "freeze": True})
    journey = await world.confirm()
    event = await world.get("/sim/wait", journey=journey, event=CONFIRMED)
    assert event["envelope"]["time"] == "2031-05-18T01:00:00+08:00"
    trace = await world.get(f"/sim/journeys/{journey}")
    assert {step["at"] for step in trace["steps"]} == {"2031-05-18T01:00:00+08:00"}


async def test_moving_the_clock_makes_retries_due(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    world.weather.failures = 1
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    await world.ask("PUT", "/sim/clock", json={"advance_seconds": 60})
    handled = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="handled")
    assert handled["deliveries"][0]["attempts"] == 2


async def test_each_sandbox_has_its_own(world: World) -> None:
    other = await world.new_sandbox()
    await other.ask("PUT", "/sim/clock", json={"advance_seconds": 3600})
    assert abs((await world.get("/sim/clock"))["offset_seconds"]) < 1
    assert abs((await other.get("/sim/clock"))["offset_seconds"] - 3600) < 1


async def test_nonsense(world: World) -> None:
    nonsense: tuple[Any, ...] = (
        {"advance_seconds": -1},
        {"advance_seconds": "5"},
        {"advance_seconds": 1e12},
        {"now": "yesterday"},
        {"now": "2030-01-01T00:00:00"},
        {"now": "9999-01-01T00:00:00Z"},
        {"now": "9999-12-31T23:59:59-23:59"},
        {"now": "0001-01-01T00:00:00+23:59"},
        {"now": 1e300},
        {"now": "2100-01-01T00:00:00Z", "advance_seconds": 1},
        {"freeze": 1},
        {"tick": True},
        [],
    )
    for body in nonsense:
        answer = await world.ask("PUT", "/sim/clock", json=body)
        assert answer.status_code == 422, body


async def test_time_goes_no_further_than_2100(world: World) -> None:
    """However often it is advanced, from wherever; and what lies before stays possible."""
    decade = {"advance_seconds": 10 * 366 * 86_400}
    answers = [await world.ask("PUT", "/sim/clock", json=decade) for _ in range(12)]
    statuses = [answer.status_code for answer in answers]
    assert statuses == sorted(statuses) and set(statuses) == {200, 422}
    assert (answers[-1].json()["code"], answers[-1].json()["errors"][0]["pointer"]) == (
        "clock-too-late",
        "/advance_seconds",
    )
    assert "2100" in answers[-1].json()["detail"] and "real" in answers[-1].json()["detail"]
    assert (await world.get("/sim/clock"))["now"] < "2100"
    assert (await world.ask("PUT", "/sim/clock", json={"advance_seconds": 1})).status_code == 200
    assert (await world.ask("PUT", "/sim/clock", json={"real": True} | decade)).status_code == 200


async def test_a_clock_that_runs_on_beyond_2100(world: World) -> None:
    """Nobody is refused but who moves it further; it can be set back."""
    end = {"now": "2100-01-01T00:00:00Z"}
    assert (await world.ask("PUT", "/sim/clock", json=end)).status_code == 200
    for further in ({"advance_seconds": 0.5}, {"freeze": True}, {"now": "2100-01-01T00:00:00.000001Z"}):
        assert (await world.ask("PUT", "/sim/clock", json=further)).status_code == 422, further
    assert (await world.get("/sim/clock"))["now"] >= "2100-01-01T08:00"
    assert (await world.ask("PUT", "/sim/clock", json=end | {"freeze": True})).status_code == 200
    assert (await world.ask("POST", "/portal/login", json=OWNER)).status_code == 200
    assert (await world.ask("PUT", "/sim/clock", json={"real": True})).status_code == 200


async def test_from_timer_to_timer(world: World) -> None:
    """What fails again and again is tried at each of its times, in one move of the clock."""
    began = datetime.fromisoformat((await world.ask("PUT", "/sim/clock", json={"freeze": True})).json()["now"])
    world.weather.failures = 3
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    [timer] = (await world.get("/sim/timers"))["items"]
    assert (timer["what"], timer["service"], timer["journey"]) == ("retry", "review", journey)
    moved = (await world.ask("PUT", "/sim/clock", json={"advance_seconds": 3600})).json()
    assert [fired["what"] for fired in moved["fired"]] == ["retry"] * 3 and moved["next_timer"] is None
    times = [(datetime.fromisoformat(fired["at"]) - began).total_seconds() for fired in moved["fired"]]
    assert times == pytest.approx([0.2, 0.7, 1.7], abs=0.001), "each pause begins when the attempt before it failed"
    handled = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="handled", timeout=0)
    assert handled["deliveries"][0]["attempts"] == 4
    assert datetime.fromisoformat(moved["now"]) == began + timedelta(hours=1)


async def test_to_the_next_timer_until_nothing_is_due(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    world.weather.failures = 2
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    moves = [(await world.ask("PUT", "/sim/clock", json={"to_next_timer": True})).json() for _ in range(3)]
    assert [len(moved["fired"]) for moved in moves] == [1, 1, 0]
    assert moves[0]["next_timer"]["what"] == "retry" and moves[1]["next_timer"] is None
    assert moves[1]["now"] == moves[2]["now"], "nothing left: nothing changes"
    refused = await world.ask("PUT", "/sim/clock", json={"to_next_timer": True, "advance_seconds": 1})
    assert refused.status_code == 422


async def test_going_back_fires_nothing_again(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    world.weather.failures = 1
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    assert len((await world.ask("PUT", "/sim/clock", json={"advance_seconds": 60})).json()["fired"]) == 1
    back = (await world.ask("PUT", "/sim/clock", json={"real": True})).json()
    again = (await world.ask("PUT", "/sim/clock", json={"advance_seconds": 60})).json()
    assert back["fired"] == again["fired"] == []
    event = await world.get("/sim/wait", journey=journey, event=CONFIRMED)
    assert event["deliveries"][0]["attempts"] == 2


async def test_timers_page_by_page(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    world.weather.failures = -1
    journeys = [await world.confirm() for _ in range(3)]
    for journey in journeys:
        await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    whole = await world.get("/sim/timers")
    assert [len(whole["items"]), whole["next_cursor"]] == [3, None]
    paged, cursor = [], None
    while True:
        page = await world.get("/sim/timers", limit=1, **({"cursor": cursor} if cursor else {}))
        paged += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert paged == whole["items"], "those of one moment stand in the order of their keys"
    for nonsense in ("bm9uc2Vuc2U=", "OTk5OTk5OTk5OTk5OTk5OTk5OTkgeA==", "x", "%00"):
        assert (await world.ask("GET", f"/sim/timers?cursor={nonsense}")).status_code in (404, 422), nonsense


async def test_however_many_are_due_all_of_them_are_fired_and_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST", 2)
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    world.weather.failures = -1
    journeys = [await world.confirm() for _ in range(3)]
    for journey in journeys:
        await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    world.weather.failures = 0
    moved = (await world.ask("PUT", "/sim/clock", json={"to_next_timer": True})).json()
    assert {fired["journey"] for fired in moved["fired"]} == set(journeys) and moved["next_timer"] is None


async def test_a_next_timer_that_is_due_already_does_not_turn_the_clock_back(world: World) -> None:
    """It was due while the clock was moved; to it means now."""
    frozen = (await world.ask("PUT", "/sim/clock", json={"freeze": True})).json()
    world.weather.failures = -1
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    (timer,) = (await world.get("/sim/timers"))["items"]
    hall = world.services["review"].store
    earlier = update(timers).where(timers.c.journey == journey).values(due_at=timers.c.due_at - 3_600_000_000)
    await hall.core_write(lambda connection: connection.execute(earlier))
    moved = (await world.ask("PUT", "/sim/clock", json={"to_next_timer": True})).json()
    assert moved["now"] == frozen["now"] and timer["at"] > frozen["now"]


async def test_a_clock_that_ran_runs_on_when_a_service_goes_away_half_way(own_world: World) -> None:
    world = own_world
    world.weather.failures = 2
    await world.ask("PUT", "/sim/clock", json={"freeze": True})
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    await world.ask("PUT", "/sim/clock", json={"now": "2030-01-01T00:00:00Z", "freeze": False})  # fires it
    strike = world.weather.strike

    def blow() -> None:
        world.ways["sms"].blocked = True
        strike()

    world.weather.failures = 3
    journey = await world.confirm()
    await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    world.weather.strike = blow  # type: ignore[method-assign]
    began = await offset_of(world, "hall")
    away = await world.ask("PUT", "/sim/clock", json={"advance_seconds": 3600})
    assert (away.status_code, away.json()["code"]) == (503, "upstream-unavailable")
    ahead = [await offset_of(world, name) for name in ("hall", "review")]
    assert max(ahead) < began + 1800, "they stopped on the way, and did not go on to its end"
    world.ways["sms"].blocked, world.weather.strike = False, strike  # type: ignore[method-assign]
    assert (await world.get("/sim/clock"))["frozen"] is False, "as it was before"
    again = await world.ask("PUT", "/sim/clock", json={"advance_seconds": 3600})
    assert again.status_code == 200 and again.json()["frozen"] is False


async def offset_of(world: World, service: str) -> float:
    """How far ahead of real time a service is in this sandbox, in seconds."""
    found = await world.services[service].store.core_read(clock, world.sandbox)
    return (found.micros() - real_micros()) / 1_000_000
