"""Whoever goes on may ask for something else than before: it is told from there on, and nothing of it is missing."""

import pytest

from tests.gateway.instruments.stream.following import following
from tests.gateway.instruments.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_from_one_journey_to_all_of_them(world: World, url: str) -> None:
    for journey in ("J-1", "J-2", "J-3"):
        await world.confirm(journey)
        await world.idle()
    async with following(world, url, since="start", journey="J-2") as one:
        await one.has(kind="message")
    async with following(world, url, since="start", journey="J-3") as alone:
        await alone.has(kind="message")
    for number, event in enumerate(one.events[1:-1], start=1):
        async with following(world, url, last_event_id=event.id) as two:
            await two.has(kind="message", journey="J-3")
            assert two.steps == one.steps[number:] + alone.steps, number


async def test_from_all_journeys_to_one_of_them(world: World, url: str) -> None:
    for journey in ("J-1", "J-2"):
        await world.confirm(journey)
        await world.idle()
    async with following(world, url, since="start") as one:
        await one.has(kind="message", journey="J-2")
    for number, event in enumerate(one.events[1:-1], start=1):
        rest = [step for step in one.steps[number:] if step["journey"] == "J-2"]
        async with following(world, url, last_event_id=event.id, journey="J-2") as two:
            await two.has_many(len(rest))
            assert two.steps == rest, number
