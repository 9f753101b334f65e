"""What is recorded is sent in order, sooner or later, whoever is away and whatever cannot be sent."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from shared.bus.contract import BusError, Message, Returned
from shared.bus.local import Hub, LocalBus
from shared.service import Service
from shared.store.tables import inbox
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.harness import settings_in
from tests.shared.delivery.pair import Listener, Pair, effects, eventually, listening, teller, told


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
        return sum(map(len, (await pair.review.store.core_read(in_order)).values()))

    await eventually(count, 50)
    for events in (await pair.review.store.core_read(in_order)).values():
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
