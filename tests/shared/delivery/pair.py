"""A service that tells and one that listens, each with its store, and what they have to show afterwards."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import registry
from sqlmodel import Field, col

from shared.bus.contract import Bus, Message, Returned
from shared.bus.local import Hub, LocalBus
from shared.context import Context
from shared.events.hall import ApplicationWithdrawn, PhoneCodeIssued
from shared.identifiers import new_id
from shared.service import Service
from shared.settings import Settings
from shared.store import Sandboxed, Store, Transaction
from shared.store.tables import journal
from tests import within
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

    def handle(self, tx: Transaction, event: ApplicationWithdrawn) -> None:
        tx.add(Effect(reason=event.reason))
        tx.flush()
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


def nothing(tx: Transaction) -> None:
    """No seed."""


def tell(tx: Transaction, reason: str, journey: str = "j") -> str:
    tx.journey = journey
    return tx.record(ApplicationWithdrawn(application_id=journey, project_code="c", reason=reason))


def tell_code(tx: Transaction) -> str:
    tx.journey = "j"
    return tx.record(PhoneCodeIssued(application_id="j", phone="13800000001", code="493817", purpose="x", minutes=5))


async def told(service: Service, reason: str, journey: str = "j") -> str:
    return await within.write(service.store, Context(), tell, reason, journey)


async def eventually(look: Callable[[], Awaitable[Any]], wanted: Any, seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while await look() != wanted:  # noqa: ASYNC110  (the test stands outside of the services)
            await asyncio.sleep(0.01)


def effects(service: Service) -> Callable[[], Awaitable[list[str]]]:
    async def look() -> list[str]:
        return sorted(
            await within.read(service.store, Context(), lambda tx: list(tx.scalars(select(col(Effect.reason)))))
        )

    return look


async def steps(store: Store, event: str) -> list[tuple[str, int | None]]:
    def of(connection: Connection) -> list[tuple[str, int | None]]:
        rows = connection.execute(select(journal).where(journal.c.event_id == event).order_by(journal.c.seq))
        return [(row.status, row.attempt) for row in rows]

    return await store.core_read(of)


class Choosy(LocalBus):
    """A transport that notes what it is given, and returns the first copy of some."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, "hall")
        self.given: list[str] = []
        self.sent: list[str] = []
        self.takes = 0.0
        self.begun = 0
        self.refuses: Callable[[Message], bool] = lambda message: False

    async def publish(self, batch: Sequence[Message]) -> list[Exception | None]:
        self.begun += 1
        await asyncio.sleep(self.takes)
        refused: list[Exception | None] = [Returned("not now") if self._refused(m) else None for m in batch]
        taken = [message for message, error in zip(batch, refused, strict=True) if error is None]
        self.sent += [message.id.partition(".")[0] for message in taken]
        rest = await super().publish(taken)
        return [error or rest.pop(0) for error in refused]

    def _refused(self, message: Message) -> bool:
        event = message.id.partition(".")[0]
        first = event not in self.given
        self.given.append(event)
        return first and self.refuses(message)


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
