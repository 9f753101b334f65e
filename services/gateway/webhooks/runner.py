"""All webhooks' post. Of several gateways on one database the one with the lease carries it."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from time import monotonic
from typing import NamedTuple

from sqlalchemy import Connection, and_, exists, select

from services.gateway.peers.asking import Peers
from services.gateway.peers.follow import Follow
from services.gateway.webhooks.keeping import forget
from services.gateway.webhooks.limits import limits
from services.gateway.webhooks.post import Post
from services.gateway.webhooks.records import remove
from services.gateway.webhooks.sending import Sender
from services.gateway.webhooks.tables import PENDING, Delivery, Webhook
from shared.clock import real_micros
from shared.context import Context, entered
from shared.errors import Unavailable
from shared.outbox import Lease
from shared.outward.addresses import Hosts
from shared.store import Signal, Store
from shared.store.statement import table_of
from shared.store.tables import sandboxes

FORGET_SECONDS = 60.0
SWEEP_SECONDS = 1.0
"""Another gateway may have set a webhook, or asked for something to be sent."""

log = logging.getLogger(__name__)

_webhooks, _deliveries = table_of(Webhook), table_of(Delivery)
_WAITS = exists().where(
    _deliveries.c.life == _webhooks.c.life, _deliveries.c.webhook_id == _webhooks.c.id, _deliveries.c.state == PENDING
)
_STANDING = select(
    sandboxes.c.name, _webhooks.c.life, _webhooks.c.id, _WAITS.label("waits"), _webhooks.c.born == _webhooks.c.life
).join(sandboxes, and_(sandboxes.c.life == _webhooks.c.life, sandboxes.c.switched_on))


class Standing(NamedTuple):
    """A webhook of a sandbox that there is, whether something is pending for it, and whether it was set there: that
    of a copy tells nobody, and goes."""

    sandbox: str
    life: int
    webhook: str
    waits: bool
    set_there: bool


class Webhooks:
    """Starts and ends each webhook's post, and wakes it."""

    def __init__(
        self, store: Store, peers: Peers, follow: Follow, lease: Lease, hosts: Hosts, keep_days: float | None
    ) -> None:
        self._store, self._peers, self._follow, self._lease = store, peers, follow, lease
        self.hosts = hosts
        self._keep_days, self._forgot_at = keep_days, monotonic()
        self._sender = Sender(hosts)
        self._look = Signal()
        self._posts: dict[tuple[int, str], Post] = {}
        self._waited: set[str] = set()
        self._of_all = asyncio.Semaphore(limits().of_all)
        self._of_sandboxes: dict[int, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(limits().of_a_sandbox)
        )  # fmt: skip

    def wake(self) -> None:
        """Look now."""
        self._look.notify()

    async def run(self) -> None:
        """For ever."""
        try:
            while True:
                tickets = self._look.ticket(), self._store.alarmed.ticket()
                try:
                    await self.sweep()
                except Unavailable:  # the store's own health tells
                    pass
                except Exception:
                    log.exception("webhooks could not be looked after; it goes on")
                await _first_of(*tickets)
        finally:
            await self._only({})
            await self._sender.stop()

    async def sweep(self) -> None:
        """Once."""
        found = await self._store.core_read(_standing)
        standing = [one for one in found if one.set_there]
        for one in found:
            if not one.set_there:
                with entered(Context(sandbox=one.sandbox, life=one.life)):
                    await self._store.write(remove, [one.webhook])
        await self._only({(one.life, one.webhook): one for one in standing} if self._lease.held else {})
        for one in standing:
            if one.waits and (post := self._posts.get((one.life, one.webhook))):
                post.wake()
        # whoever waits at this gateway for what another one sends
        waiting = {one.sandbox for one in standing if one.waits}
        for sandbox in waiting ^ self._waited:
            self._follow.signal(sandbox).notify()
        self._waited = waiting
        if standing and self._lease.held and monotonic() > self._forgot_at + FORGET_SECONDS:
            self._forgot_at = monotonic()
            await self._store.core_write(forget, limits(), self._keep_days, real_micros())

    async def _only(self, wanted: dict[tuple[int, str], Standing]) -> None:
        over = [self._posts.pop(key) for key in self._posts.keys() - wanted.keys()]
        await asyncio.gather(*(post.stop() for post in over))
        for key in wanted.keys() - self._posts.keys():
            self._posts[key] = self._post(wanted[key])
        for life in self._of_sandboxes.keys() - {life for life, _ in wanted}:
            del self._of_sandboxes[life]

    def _post(self, one: Standing) -> Post:
        lanes = self._of_sandboxes[one.life], self._of_all
        return Post(
            self._store, self._peers, self._follow, self._sender, lanes, one.sandbox, one.life, one.webhook
        )  # fmt: skip


def _standing(connection: Connection) -> list[Standing]:
    return [Standing(*row) for row in connection.execute(_STANDING)]


async def _first_of(*tickets: asyncio.Event) -> None:
    waiting = [asyncio.create_task(ticket.wait()) for ticket in tickets]
    try:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait(waiting, timeout=SWEEP_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
