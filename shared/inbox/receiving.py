"""Receiving one copy of an event: it is handled, kept for another attempt, or recognised as a duplicate."""

import contextlib
import logging

from shared.clock import real_micros
from shared.context import entered
from shared.errors import SandboxUnknown, Unavailable
from shared.inbox.handling import RETRY, Arrival, Handlers, described
from shared.inbox.retrying import Retries
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
        arrival = Arrival(body, self.handlers)
        try:
            with entered(arrival.context()):
                await self.store.write(_take, arrival)
        except SandboxUnknown:
            log.info("dropped %s of a life of a sandbox that is over", arrival.type)
        except Unavailable:  # the database failed, not the handler: the bus brings the event again
            raise
        except Exception as error:  # whatever a handler raises, its event must not be lost
            await self._keep(arrival, error)

    async def _keep(self, arrival: Arrival, error: Exception) -> None:
        log.warning("handler of %s failed, kept for retry: %s", arrival.type, described(error))
        with entered(arrival.context()), contextlib.suppress(SandboxUnknown):
            await self.store.write(_keep_first, arrival, error)


def _take(tx: Transaction, arrival: Arrival) -> None:
    started = real_micros()
    if arrival.is_new(tx):
        arrival.handle(tx, attempt=1, started=started)


def _keep_first(tx: Transaction, arrival: Arrival, error: Exception) -> None:
    if arrival.is_new(tx, kept=arrival.body):
        arrival.note_failure(tx, 1, error)
