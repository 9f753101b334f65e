"""The relay on PostgreSQL: events of one journey go out in the order in which they were recorded, and each once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.bus.local import Hub, LocalBus
from shared.identifiers import new_id
from shared.service import Service
from tests.engines.postgres import PostgreSQL
from tests.harness import settings_in
from tests.shared.delivery.pair import Choosy, Listener, effects, eventually, listening, teller, told


class World:
    """A telling service on PostgreSQL and whoever listens."""

    def __init__(self, folder: Path, database: str) -> None:
        hub = Hub()
        self.bus = Choosy(hub)
        self.hall: Service = teller(settings_in(folder, database_url=database), self.bus)
        self.review = listening(settings_in(folder), LocalBus(hub, "review"), Listener())


@pytest.fixture
async def world(postgres: PostgreSQL, tmp_path: Path) -> AsyncIterator[World]:
    world = World(tmp_path, postgres.new_database())
    await world.review.start()
    await world.hall.start()
    async with asyncio.timeout(10):
        while not world.hall.lease.held:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    yield world
    await world.hall.stop()
    await world.review.stop()


async def test_the_order_within_a_journey_is_kept_and_nothing_goes_twice(world: World) -> None:
    """Many at once, of few journeys: most find an earlier one of theirs on its way."""
    events = await asyncio.gather(*(told(world.hall, f"{n:03}", journey=str(n % 3)) for n in range(150)))
    await eventually(effects(world.review), [f"{number:03}" for number in range(150)])
    assert sorted(world.bus.sent) == sorted(events)
    for journey in range(3):
        of_journey = set(events[journey::3])
        sent = [event for event in world.bus.sent if event in of_journey]
        assert sent == sorted(sent), "ids sort by the moment they were recorded"


async def test_what_follows_one_that_could_not_be_sent_waits_for_it(world: World) -> None:
    world.bus.refuses = lambda message: b'"first"' in message.body
    first = await told(world.hall, "first")
    async with asyncio.timeout(10):
        while first not in world.bus.given:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    second = await told(world.hall, "second")
    other = await told(world.hall, "other", journey="another")
    await eventually(effects(world.review), ["first", "other", "second"])
    assert world.bus.sent.index(first) < world.bus.sent.index(second)
    assert set(world.bus.sent) == {first, second, other}


async def test_what_could_not_be_sent_does_not_wait_for_a_quiet_moment(world: World) -> None:
    """There is always something new to send meanwhile."""
    world.bus.takes = 0.03
    world.bus.refuses = lambda message: b'"first"' in message.body
    first = await told(world.hall, "first")

    async def go_on_and_on() -> None:
        while first not in world.bus.sent:
            await told(world.hall, "more", journey=new_id())

    async with asyncio.timeout(10):
        await asyncio.gather(*(go_on_and_on() for _ in range(10)))
