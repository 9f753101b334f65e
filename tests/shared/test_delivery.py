"""Outbox → transport → inbox: nothing lost, nothing doubled, every attempt in the journal."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import registry
from sqlmodel import Field, col

import shared.inbox
from shared import sandbox
from shared.bus.contract import Bus, BusError, Message, Returned
from shared.bus.local import Hub, LocalBus
from shared.clock import Clock, real_micros
from shared.context import Context
from shared.events.hall import ApplicationWithdrawn
from shared.identifiers import new_id
from shared.inbox import TryAgain
from shared.service import Service
from shared.settings import Settings
from shared.store import Sandboxed, Store, Unit
from shared.store.tables import inbox, journal, outbox
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.harness import settings_in


class Row(Sandboxed, registry=registry()):
    """A row of the listening service."""


class Effect(Row, table=True):
    """What a handled event left behind."""

    id: str = Field(default_factory=new_id, primary_key=True)
    reason: str


class Quiet(Sandboxed, registry=registry()):
    """The telling service has no tables of its own."""


class Listener:
    """A handler that can be told to fail."""

    def __init__(self) -> None:
        self.failures: list[Exception] = []

    def handle(self, unit: Unit, event: ApplicationWithdrawn) -> None:
        unit.add(Effect(reason=event.reason))
        unit.flush()
        if self.failures:
            raise self.failures.pop(0)


def teller(settings: Settings, bus: Bus) -> Service:
    return Service(
        name="hall", title="Test", settings=settings, bus=bus, row=Quiet, handlers={}, routers=[], seed=nothing
    )


def listening(settings: Settings, bus: Bus, listener: Listener) -> Service:
    handlers = {ApplicationWithdrawn: listener.handle}
    return Service(
        name="review", title="Test", settings=settings, bus=bus, row=Row, handlers=handlers, routers=[], seed=nothing
    )


def nothing(unit: Unit) -> None:
    """No seed."""


def tell(unit: Unit, reason: str, journey: str = "j") -> str:
    unit.journey = journey
    return unit.record(ApplicationWithdrawn(application_id=journey, project_code="c", reason=reason))


async def told(service: Service, reason: str, journey: str = "j") -> str:
    return await service.store.run(Context(), tell, reason, journey)


async def eventually(look: Callable[[], Awaitable[Any]], wanted: Any, seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while await look() != wanted:  # noqa: ASYNC110  (the test stands outside of the services)
            await asyncio.sleep(0.01)


def effects(service: Service) -> Callable[[], Awaitable[list[str]]]:
    async def look() -> list[str]:
        return sorted(await service.store.look(Context(), lambda unit: list(unit.scalars(select(col(Effect.reason))))))

    return look


async def steps(store: Store, event: str) -> list[tuple[str, int | None]]:
    def of(connection: Connection) -> list[tuple[str, int | None]]:
        rows = connection.execute(select(journal).where(journal.c.event_id == event).order_by(journal.c.seq))
        return [(row.status, row.attempt) for row in rows]

    return await store.read_core(of)


class Pair:
    """A telling and a listening service on one hub."""

    def __init__(self, folder: Path) -> None:
        self.hub = Hub()
        self.listener = Listener()
        self.folder = folder
        self.hall = teller(settings_in(folder), LocalBus(self.hub, "hall"))
        self.review = listening(settings_in(folder), LocalBus(self.hub, "review"), self.listener)

    async def restart_review(self) -> None:
        self.review = listening(settings_in(self.folder), LocalBus(self.hub, "review"), self.listener)
        await self.review.start()


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    pair = Pair(tmp_path)
    await pair.hall.start()
    await pair.review.start()
    yield pair
    await pair.hall.stop()
    await pair.review.stop()


async def test_an_event_takes_effect_once_and_the_journal_says_how(pair: Pair) -> None:
    event = await told(pair.hall, "once")
    await eventually(effects(pair.review), ["once"])
    await eventually(lambda: steps(pair.hall.store, event), [("emitted", None), ("confirmed", 1)])
    assert await steps(pair.review.store, event) == [("received", None), ("handled", 1)]


async def test_a_second_copy_is_a_duplicate(pair: Pair) -> None:
    event = await told(pair.hall, "once")
    await eventually(effects(pair.review), ["once"])
    body = await pair.hall.store.read_core(lambda c: bytes(c.scalars(select(outbox.c.body)).one()))
    await asyncio.gather(*(pair.review.inbox.receive(body) for _ in range(5)))
    assert await effects(pair.review)() == ["once"]
    assert (await steps(pair.review.store, event))[2:] == [("duplicate", None)] * 5


async def test_a_failing_handler_leaves_nothing_and_is_tried_again(pair: Pair) -> None:
    pair.listener.failures = [RuntimeError("first"), TryAgain("second, call 13800000001")]
    event = await told(pair.hall, "late")
    await eventually(effects(pair.review), ["late"])
    assert await steps(pair.review.store, event) == [
        ("received", None), ("failed", 1), ("retry", 1), ("failed", 2), ("retry", 2), ("handled", 3),
    ]  # fmt: skip
    reasons = await pair.review.store.read_core(
        lambda c: [json.loads(r.detail)["error"] for r in c.execute(select(journal)) if r.status == "failed"]
    )
    assert reasons == ["RuntimeError: first", "TryAgain: second, call 138****0001"]


async def test_after_the_last_attempt_it_is_dead(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared.inbox, "BACKOFF_SECONDS", (0.01, 0.01))
    pair.listener.failures = [RuntimeError("no") for _ in range(3)]
    event = await told(pair.hall, "never")

    async def status() -> Any:
        return await pair.review.store.read_core(lambda c: c.scalar(select(inbox.c.status)))

    await eventually(status, "dead")
    assert await effects(pair.review)() == []
    assert (await steps(pair.review.store, event))[-1] == ("dead", 3)


async def test_retries_follow_the_sandboxs_clock(pair: Pair) -> None:
    moment = real_micros()
    await sandbox.set_clock(pair.review.store, "default", Clock(frozen_at=moment))
    pair.listener.failures = [RuntimeError("wait")]
    await told(pair.hall, "frozen")
    await asyncio.sleep(1.5)
    assert await effects(pair.review)() == []
    await sandbox.set_clock(pair.review.store, "default", Clock(frozen_at=moment + 10_000_000))
    pair.review.inbox.wake()
    await eventually(effects(pair.review), ["frozen"])


async def test_the_order_within_a_journey_is_kept(pair: Pair) -> None:
    for number in range(50):
        await told(pair.hall, f"{number:02}", journey=str(number % 3))

    def in_order(connection: Connection) -> dict[str, list[str]]:
        """The events that arrived; ids sort by the moment they were recorded."""
        found: dict[str, list[str]] = {}
        for row in connection.execute(select(inbox.c.journey, inbox.c.event_id).order_by(inbox.c.received_at)):
            found.setdefault(row.journey, []).append(row.event_id)
        return found

    async def count() -> int:
        return sum(map(len, (await pair.review.store.read_core(in_order)).values()))

    await eventually(count, 50)
    for events in (await pair.review.store.read_core(in_order)).values():
        assert events == sorted(events)


async def test_what_is_told_while_nobody_listens_arrives_later(pair: Pair) -> None:
    await pair.review.stop()
    for number in range(5):
        await told(pair.hall, f"late {number}")
    await asyncio.sleep(0.2)
    await pair.restart_review()
    await eventually(effects(pair.review), [f"late {number}" for number in range(5)])


async def test_a_stop_sends_what_is_recorded_first(pair: Pair) -> None:
    for number in range(100):
        await told(pair.hall, f"{number:03}")
    await pair.hall.stop()
    assert len(await effects(pair.review)()) == 100


async def test_events_of_a_sandbox_that_is_gone_are_dropped(pair: Pair) -> None:
    await sandbox.create(pair.hall.store, "short", nothing)
    event = await pair.hall.store.run(Context(sandbox="short"), tell, "ghost")
    await eventually(lambda: steps(pair.hall.store, event), [("emitted", None), ("confirmed", 1)])
    assert await pair.review.store.read_core(lambda c: c.scalar(select(func.count()).select_from(inbox))) == 0


async def test_events_from_before_a_reset_are_dropped(pair: Pair) -> None:
    await told(pair.hall, "before")
    await eventually(effects(pair.review), ["before"])
    body = await pair.hall.store.read_core(lambda c: bytes(c.scalars(select(outbox.c.body)).one()))
    await sandbox.reset(pair.review.store, "default", nothing)
    await pair.review.inbox.receive(body)
    assert await effects(pair.review)() == []


class Stubborn(LocalBus):
    """A transport that refuses one journey."""

    async def publish(self, batch: Sequence[Message]) -> list[Exception | None]:
        refused: list[BusError | None] = [Returned("no") if m.journey == "bad" else None for m in batch]
        rest = await super().publish([m for m in batch if m.journey != "bad"])
        return [error or rest.pop(0) for error in refused]


async def test_one_journey_that_cannot_be_sent_does_not_hold_up_the_others(tmp_path: Path) -> None:
    """However many of its messages come first: they wait their turn outside the batch."""
    hub, listener = Hub(), Listener()
    hall = teller(settings_in(tmp_path), Stubborn(hub, "hall"))
    review = listening(settings_in(tmp_path), LocalBus(hub, "review"), listener)
    await hall.start()
    await review.start()
    for number in range(250):
        await told(hall, f"{number}", journey="bad")
    await told(hall, "good", journey="good")
    await eventually(effects(review), ["good"])
    await hall.stop()
    await review.stop()


async def test_two_replicas_share_the_work_and_one_relay_sends(
    postgres: PostgreSQL, rabbitmq: RabbitMQ, tmp_path: Path
) -> None:
    """Same guarantees with several replicas: one active relay by advisory lock, shared queues; the other takes over."""
    from shared.bus.rabbit import RabbitBus

    vhost, hall_db, review_db = rabbitmq.new_vhost(), postgres.new_database(), postgres.new_database()
    listener = Listener()

    def hall() -> Service:
        return teller(settings_in(tmp_path, database_url=hall_db), RabbitBus(vhost, "hall"))

    def review() -> Service:
        return listening(settings_in(tmp_path, database_url=review_db), RabbitBus(vhost, "review"), listener)

    halls, reviews = [hall(), hall()], [review(), review()]
    for service in (*reviews, *halls):
        await service.start()
    async with asyncio.timeout(10):
        while sum(h.lease.held for h in halls) != 1:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    wanted = [f"{number:03}" for number in range(100)]
    await asyncio.gather(*(told(halls[int(reason) % 2], reason, journey=reason) for reason in wanted))
    await eventually(effects(reviews[0]), wanted)
    active = next(h for h in halls if h.lease.held)
    spare = next(h for h in halls if h is not active)
    await active.stop()
    await told(spare, "100", journey="100")
    await eventually(effects(reviews[1]), [*wanted, "100"])
    for service in (spare, *reviews):
        await service.stop()
