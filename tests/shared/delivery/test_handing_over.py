"""On PostgreSQL a commit hands what it recorded over to the relay: sooner, and in no other order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from shared.bus.local import Hub, LocalBus
from shared.identifiers import new_id
from shared.service import Service
from shared.store.handover import LIMIT, Handover, Recorded
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

    def blind_the_relay(self) -> None:
        """From now on it finds nothing in the outbox."""

        async def nothing(work: Callable[[Connection], Any], *args: Any) -> Any:
            return []

        self.hall.store.glance = nothing  # type: ignore[method-assign, assignment]


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


async def test_what_is_handed_over_need_not_be_looked_for(world: World) -> None:
    world.blind_the_relay()
    reasons = [f"{number:02}" for number in range(40)]
    await asyncio.gather(*(told(world.hall, reason, journey=reason) for reason in reasons))
    await eventually(effects(world.review), reasons)


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


async def test_what_was_found_before_the_news_of_it_came_is_not_sent_again(world: World) -> None:
    world.hall.store.relays = lambda: False  # type: ignore[attr-defined]
    found = await told(world.hall, "found")
    await eventually(effects(world.review), ["found"])
    world.hall.store.recorded.hand_over([event(found)])
    await told(world.hall, "next")
    await eventually(effects(world.review), ["found", "next"])
    assert world.bus.given.count(found) == 1


def event(number: object) -> Recorded:
    return Recorded(str(number), "here", "j", "t", True, b"", 0, 0, None)


async def test_who_does_not_send_now_has_to_look_later() -> None:
    """Another replica may have sent it meanwhile."""
    handover = Handover()
    handover.unseen = False
    handover.hand_over([event(1)])
    handover.forget()
    assert handover.take(10) == [] and handover.unseen


async def test_what_is_too_much_to_keep_is_looked_for() -> None:
    handover = Handover()
    handover.unseen = False
    handover.hand_over([event(number) for number in range(LIMIT)])
    assert not handover.unseen
    handover.hand_over([event(LIMIT)])
    assert handover.take(10) == [] and handover.unseen
