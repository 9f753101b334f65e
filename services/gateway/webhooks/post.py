"""One webhook's post: reads the feeds on for it, and sends what is pending, side by side."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from services.gateway.peers.asking import Peers
from services.gateway.peers.follow import Follow
from services.gateway.webhooks.limits import limits
from services.gateway.webhooks.reading import read_on
from services.gateway.webhooks.rows import note, pending
from services.gateway.webhooks.sending import Posting, Sender, Told
from shared.context import Context, enter, entered
from shared.errors import Problem
from shared.store import Store

LOOK_SECONDS = 5.0
AWAY_SECONDS = 0.25

log = logging.getLogger(__name__)


class Post:
    """Of one webhook of a life of a sandbox. `lanes` bound how many attempts run at a time."""

    def __init__(
        self, store: Store, peers: Peers, follow: Follow, sender: Sender, lanes: tuple[asyncio.Semaphore, ...],
        sandbox: str, life: int, webhook: str,
    ) -> None:  # fmt: skip
        self._store, self._peers, self._follow, self._sender, self._lanes = store, peers, follow, sender, lanes
        self._sandbox, self._life, self._webhook = sandbox, life, webhook
        self._waiting = asyncio.Event()
        self._tasks = [asyncio.create_task(self._for_ever(work)) for work in (self._read, self._send)]

    def wake(self) -> None:
        """Something is pending."""
        self._waiting.set()

    async def stop(self) -> None:
        """An attempt that is cut off here is made again, under the same id."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _for_ever(self, work: Callable[[], Awaitable[None]]) -> None:
        enter(Context(sandbox=self._sandbox, life=self._life))
        while True:
            try:
                await work()
            except Problem:  # away, held, full, or just over: whoever started this looks after it
                await asyncio.sleep(AWAY_SECONDS)
            except Exception:
                log.exception("a webhook's post stopped; it goes on")
                await asyncio.sleep(1.0)

    async def _read(self) -> None:
        await self._follow.begin(self._peers.behind)
        moved = self._follow.signal(self._sandbox)
        while True:
            ticket = moved.ticket()
            read = await read_on(self._peers, self._store, self._webhook)
            if read is not None and read.found:
                self.wake()
            if read is None or not read.more:
                away = read is not None and read.away
                await _first_of(ticket, (), AWAY_SECONDS if away else LOOK_SECONDS)

    async def _send(self) -> None:
        running: dict[str, asyncio.Task[None]] = {}
        try:
            while True:
                self._waiting.clear()
                await self._begin_more(running)
                await _first_of(self._waiting, running.values())
                for message in [message for message, task in running.items() if task.done()]:
                    running.pop(message).result()
        finally:
            for task in running.values():
                task.cancel()
            await asyncio.gather(*running.values(), return_exceptions=True)

    async def _begin_more(self, running: dict[str, asyncio.Task[None]]) -> None:
        """A slow answer holds up nothing but its own lane."""
        most = limits().of_one
        if len(running) == most:
            return
        postings = await self._store.read(pending, self._webhook, most + len(running))
        for posting in [one for one in postings if one.message not in running][: most - len(running)]:
            running[posting.message] = asyncio.create_task(self._attempt(posting))

    async def _attempt(self, posting: Posting) -> None:
        of_sandbox, of_all = self._lanes
        async with of_sandbox, of_all:
            told = await self._sender.send(posting)
        with entered(Context(sandbox=self._sandbox, life=self._life, journey=posting.journey)):
            await self._note(posting, told)
        self._follow.signal(self._sandbox).notify()

    async def _note(self, posting: Posting, told: Told) -> None:
        """However long the database is away, or the sandbox held: what was sent is not to be sent again for that."""
        while True:
            try:
                return await self._store.write(note, posting.message, told)
            except Problem as problem:
                if problem.status < 500:  # its life is over
                    return None
                await asyncio.sleep(AWAY_SECONDS)


async def _first_of(event: asyncio.Event, tasks: Iterable["asyncio.Task[None]"], seconds: float | None = None) -> None:
    waiting = asyncio.create_task(event.wait())
    try:
        await asyncio.wait([waiting, *tasks], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
