"""That an event was sent is marked at once, and nothing that is marked is sent again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from shared.bus.local import Hub, LocalBus
from shared.context import DEFAULT_SANDBOX, Context
from shared.events.hall import PhoneCodeIssued
from shared.outbox import relay
from shared.service import Service
from shared.settings import Settings
from shared.store.tables import outbox
from tests import within
from tests.engines.postgres import PostgreSQL
from tests.harness import settings_in
from tests.lives import reset
from tests.shared.delivery.pair import (
    Choosy,
    Listener,
    effects,
    eventually,
    listening,
    nothing,
    steps,
    tell_code,
    teller,
    told,
)

VERY_LONG = 60.0
EMITTED, CONFIRMED = ("emitted", None), ("confirmed", 1)


class World:
    """A telling service, what carries its events, and who listens."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.hub = Hub()
        self.settings = settings
        self.review = listening(settings_in(folder), LocalBus(self.hub, "review"), Listener())
        self.begin()

    def begin(self) -> None:
        self.bus = Choosy(self.hub)
        self.hall: Service = teller(self.settings, self.bus)

    async def start(self) -> None:
        await self.hall.start()
        async with asyncio.timeout(10):
            while not self.hall.lease.held:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def sent_after_a_new_start(self) -> list[str]:
        """What goes out when one more, the second, is told."""
        self.begin()
        await self.start()
        second = await told(self.hall, "second")
        await self.arrived("first", "second")
        return ["second" if event == second else "first" for event in self.bus.given]

    async def arrived(self, *reasons: str) -> None:
        await eventually(effects(self.review), sorted(reasons))

    def unsent(self) -> Callable[[], Awaitable[int]]:
        def count(connection: Connection) -> int:
            return connection.scalar(select(func.count()).where(outbox.c.sent_at.is_(None))) or 0

        return lambda: self.hall.store.core_read(count)


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    database: str | None = None
    if request.param == "postgresql":
        postgres: PostgreSQL = request.getfixturevalue("postgres")
        database = postgres.new_database()
    world = World(tmp_path, settings_in(tmp_path, database_url=database))
    await world.review.start()
    await world.start()
    yield world
    await world.hall.stop()
    await world.review.stop()


@pytest.fixture(autouse=True)
def unswept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The relay does not look every second of its own accord, which would hide much."""
    monkeypatch.setattr(relay, "SWEEP_SECONDS", VERY_LONG)


async def test_they_are_written_at_once(world: World) -> None:
    event = await told(world.hall, "told")
    await world.arrived("told")
    await eventually(world.unsent(), 0)
    assert await steps(world.hall.store, event) == [EMITTED, CONFIRMED]


async def test_who_looks_sees_all_that_was_sent(world: World) -> None:
    event = await told(world.hall, "told")
    await world.arrived("told")
    await world.hall.catch_up()
    assert await world.unsent()() == 0
    assert await steps(world.hall.store, event) == [EMITTED, CONFIRMED]


async def test_what_is_not_marked_yet_is_not_sent_again(world: World) -> None:
    """On SQLite the relay looks into the outbox at each commit, on PostgreSQL at the second of a journey."""
    events = [await told(world.hall, str(number)) for number in range(5)]
    await world.arrived(*map(str, range(5)))
    assert world.bus.given == events


async def test_those_of_a_sandbox_that_was_reset_meanwhile_are_of_nobodys_journey(world: World) -> None:
    world.bus.takes = 0.3
    event = await told(world.hall, "told")
    async with asyncio.timeout(10):
        while not world.bus.begun:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await reset(world.hall.store, DEFAULT_SANDBOX, nothing)
    await world.hall.relay.flush(10)
    assert world.bus.sent == [event]
    assert await steps(world.hall.store, event) == []


async def test_a_stop_leaves_none_behind(world: World) -> None:
    await told(world.hall, "first")
    await world.arrived("first")
    await world.hall.stop()
    assert await world.sent_after_a_new_start() == ["second"]


async def test_a_stop_marks_what_it_sends_itself(world: World) -> None:
    (relaying, *_) = world.hall._tasks
    relaying.cancel()
    first = await told(world.hall, "first")
    await world.hall.stop()
    assert world.bus.given == [first]
    assert await world.sent_after_a_new_start() == ["second"]


async def test_a_mark_takes_the_secrets_with_it(world: World) -> None:
    async def take(body: bytes) -> None:
        """As the message service does."""

    phone = LocalBus(world.hub, "sms")
    phone.subscribe(PhoneCodeIssued.TYPE, take)
    await phone.start()
    event = await within.write(world.hall.store, Context(), tell_code)
    await told(world.hall, "first")
    await eventually(lambda: steps(world.hall.store, event), [EMITTED, CONFIRMED])
    bodies = await world.hall.store.core_read(lambda c: [bytes(body) for body in c.scalars(select(outbox.c.body))])
    assert b"493817" not in b"".join(bodies) and b'"first"' in b"".join(bodies)
    await phone.stop()
