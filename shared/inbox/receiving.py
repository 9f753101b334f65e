"""Receiving one copy of an event: it is handled, kept for another attempt, or recognised as a duplicate."""

import contextlib
import logging

from shared.bus.contract import Undecodable
from shared.clock import real_micros
from shared.context import entered
from shared.errors import SandboxUnknown, Unavailable
from shared.faults import DELIVERY
from shared.inbox.broken import Broken
from shared.inbox.handling import RETRY, Arrival, Handlers, described
from shared.inbox.retrying import Retries
from shared.inbox.suffering import Crashed, suffer
from shared.store import Store, Transaction

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
        broken = Broken.of(body)
        if broken is not None and broken.type in self.handlers:
            with entered(broken.context()), contextlib.suppress(SandboxUnknown):
                await self.store.write(broken.keep, error)


def _take(tx: Transaction, arrival: Arrival) -> bool:
    """Whether the copy has to come again."""
    started = real_micros()
    if not arrival.is_new(tx):
        return False
    if tx.faults & DELIVERY and (comes_again := suffer(tx, arrival, attempt=1)) is not None:
        return comes_again
    arrival.handle(tx, attempt=1, started=started)
    return False


def _keep_first(tx: Transaction, arrival: Arrival, error: Exception) -> None:
    if arrival.is_new(tx, kept=arrival.body):
        arrival.note_failure(tx, 1, error)
