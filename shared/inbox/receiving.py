"""Receiving one copy of an event: it is handled, kept for another attempt, or recognised as a duplicate."""

import asyncio
import logging

from shared.clock import real_micros
from shared.context import enter
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
        self._rescues: set[asyncio.Task[None]] = set()

    def receive(self, body: bytes) -> "asyncio.Future[None]":
        """Take one copy of an event; under way at once. Done when it is handled or safely kept; raises Undecodable."""
        arrival = Arrival(body, self.handlers)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        tx = self.store.begin(arrival.context(), _take, arrival, claim=arrival.claim("handled"))
        tx.add_done_callback(lambda tx: self._taken(tx, done, arrival))
        return done

    def _taken(self, tx: "asyncio.Future[None]", done: "asyncio.Future[None]", arrival: Arrival) -> None:
        error = asyncio.CancelledError() if tx.cancelled() else tx.exception()
        if error is None:
            _settle(done)
            return
        rescue = asyncio.create_task(self._rescue(error, arrival))
        self._rescues.add(rescue)
        rescue.add_done_callback(self._rescues.discard)
        rescue.add_done_callback(lambda rescue: _settle(done, rescue.exception()))

    async def _rescue(self, error: BaseException, arrival: Arrival) -> None:
        enter(arrival.context())
        if isinstance(error, SandboxUnknown):
            log.info("dropped %s of a life of a sandbox that is over", arrival.type)
        elif isinstance(error, Unavailable):  # the database's fault and not the handler's: let it come again
            raise error
        elif isinstance(error, Exception):  # whatever a handler raises, its event must not be lost
            await self._keep(arrival, error)
        else:
            raise Unavailable

    async def _keep(self, arrival: Arrival, error: Exception) -> None:
        log.warning("handler of %s failed, kept for retry: %s", arrival.type, described(error))
        claim = arrival.claim("retry", arrival.body)
        try:
            await self.store.begin(arrival.context(), _keep_first, arrival, error, claim=claim)
        except SandboxUnknown:
            return


def _take(tx: Transaction, arrival: Arrival) -> None:
    started = real_micros()
    if _is_new(tx, arrival):
        arrival.handle(tx, attempt=1, started=started)


def _keep_first(tx: Transaction, arrival: Arrival, error: Exception) -> None:
    if _is_new(tx, arrival):
        arrival.note_failure(tx, 1, error)


def _is_new(tx: Transaction, arrival: Arrival) -> bool:
    """Whether its claim is the first; either way it is noted in the journal."""
    tx.step("delivery", arrival.type, "received" if tx.claimed else "duplicate", event_id=arrival.id)
    return tx.claimed


def _settle(done: "asyncio.Future[None]", error: BaseException | None = None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
