"""Receiving one copy of an event: it is handled, kept for another attempt, or recognised as a duplicate."""

import contextlib
import logging
from dataclasses import dataclass

from pydantic_core import from_json
from sqlalchemy import insert, select

from shared.bus.contract import Undecodable
from shared.clock import real_micros
from shared.context import Context, entered
from shared.errors import SandboxUnknown, Unavailable
from shared.events.base import LIFE
from shared.inbox.handling import RETRY, Arrival, Handlers, described, row_of
from shared.inbox.retrying import Retries
from shared.inbox.suffering import Crashed, suffer
from shared.store import Store, Transaction
from shared.store.tables import inbox

log = logging.getLogger(__name__)


class Inbox:
    """One service's inbox, an idempotent receiver; `fires` is what it does when a timer is due."""

    def __init__(self, store: Store, handlers: Handlers) -> None:
        self.store = store
        self.handlers = {event.TYPE: (event, handler) for event, handler in handlers.items()}
        self.fires = {RETRY: Retries(store, self.handlers).fire}

    async def receive(self, body: bytes) -> None:
        """Take one copy of an event. Returns when it is handled or safely kept; raises Undecodable, Unavailable."""
        try:
            arrival = Arrival(body, self.handlers, self.store.service)
        except Undecodable as error:
            await self._put_aside(body, error)
            raise
        try:
            with entered(arrival.context()):
                comes_again = await self.store.write(_take, arrival)
        except SandboxUnknown:
            log.info("dropped %s of a life of a sandbox that is over", arrival.type)
        except Unavailable:  # the database failed, not the handler: the bus brings the event again
            raise
        except Exception as error:  # whatever a handler raises, its event must not be lost
            await self._keep(arrival, error)
        else:
            if comes_again:
                raise Crashed

    async def _keep(self, arrival: Arrival, error: Exception) -> None:
        log.warning("handler of %s failed, kept for retry: %s", arrival.type, described(error))
        with entered(arrival.context()), contextlib.suppress(SandboxUnknown):
            await self.store.write(_keep_first, arrival, error)

    async def _put_aside(self, body: bytes, error: Undecodable) -> None:
        """As far as its head can be read it is a dead letter here, too, wherever the bus puts it."""
        broken = _Broken.of(body)
        if broken is not None and broken.type in self.handlers:
            with entered(broken.context()), contextlib.suppress(SandboxUnknown):
                await self.store.write(broken.keep, error)


def _take(tx: Transaction, arrival: Arrival) -> bool:
    """Whether the copy has to come again."""
    started = real_micros()
    if not arrival.is_new(tx):
        return False
    if (comes_again := suffer(tx, arrival, attempt=1)) is not None:
        return comes_again
    arrival.handle(tx, attempt=1, started=started)
    return False


def _keep_first(tx: Transaction, arrival: Arrival, error: Exception) -> None:
    if arrival.is_new(tx, kept=arrival.body):
        arrival.note_failure(tx, 1, error)


@dataclass(frozen=True, slots=True)
class _Broken:
    """Bytes that are no envelope, though their head can still be read: kept, so that somebody sees them."""

    id: str
    type: str
    journey: str
    sandbox: str
    life: int
    body: bytes

    @classmethod
    def of(cls, body: bytes) -> "_Broken | None":
        """None where not even its head can be read."""
        try:
            head = from_json(body, allow_partial=True)
            texts = {name: str(head[name]) for name in ("id", "type", "journey", "sandbox")}
            return cls(**texts, life=int(head[LIFE]), body=body)
        except (ValueError, KeyError, TypeError):
            return None

    def context(self) -> Context:
        """In whose name it is kept."""
        return Context(sandbox=self.sandbox, life=self.life, journey=self.journey, causation=self.id)

    def keep(self, tx: Transaction, error: Exception) -> None:
        """As a dead letter; a second copy changes nothing."""
        if tx.execute(select(inbox.c.event_id).where(*row_of(tx.life, self.id)).with_for_update()).first() is not None:
            return
        reason = described(error)
        tx.execute(insert(inbox).values(
            life=tx.life, event_id=self.id, journey=self.journey, type=self.type, body=self.body, status="dead",
            attempts=1, received_at=real_micros(), last_error=reason,
        ))  # fmt: skip
        tx.records.received.append(self.type)
        tx.records.step("delivery", self.type, "received", event_id=self.id)
        tx.records.step("delivery", self.type, "failed", event_id=self.id, attempt=1, detail={"error": reason})
        tx.records.step("delivery", self.type, "dead", event_id=self.id, attempt=1)
