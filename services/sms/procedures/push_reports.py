"""Pushes reports to their receivers, outside of any transaction: slow ones hold up nobody else's timers."""

import asyncio
import logging
from contextlib import suppress
from typing import Any
from weakref import WeakValueDictionary

from services.sms.actions.push_report import Push, begin_push, end_push
from services.sms.rules.vendor_reports import accepted
from shared.context import Context, entered
from shared.errors import SandboxUnknown, Unavailable
from shared.outward.addresses import Hosts, Refused
from shared.outward.session import begin_of, judged_session
from shared.store import Store
from shared.timers.reading import Timer

ANSWER_SECONDS = 10.0
ANSWER_BYTES = 4096
AT_A_TIME, OF_A_SANDBOX = 32, 8
"""Attempts: who hangs keeps others of the own sandbox waiting, and nobody else."""

log = logging.getLogger(__name__)


class ReportPushes:
    """Of one service. A push that is cut off is made again: receivers hear each report at least once."""

    def __init__(self, store: Store, hosts: Hosts) -> None:
        self._store = store
        self._hosts = hosts
        self._lanes = asyncio.Semaphore(AT_A_TIME)
        self._of_lives: WeakValueDictionary[int, asyncio.Semaphore] = WeakValueDictionary()
        self._running: dict[tuple[int, str], asyncio.Task[None]] = {}
        self._session: Any = None
        self._stopped = False

    async def fire(self, timer: Timer) -> None:
        """A report is due: begin with it, and let the next timer have its turn."""
        with entered(_context(timer)), suppress(SandboxUnknown):
            which = (timer.life, timer.key)
            push = None if self._stopped else await self._store.write(begin_push, timer.key)
            if push is not None and which not in self._running:
                task = self._running[which] = asyncio.create_task(self._push(timer, push))
                task.add_done_callback(lambda _: self._running.pop(which, None))

    async def stop(self) -> None:
        """What is under way is made again after the next start."""
        self._stopped = True
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _push(self, timer: Timer, push: Push) -> None:
        of_sandbox = self._of_lives.setdefault(timer.life, asyncio.Semaphore(OF_A_SANDBOX))
        async with of_sandbox, self._lanes:
            took, answer = await self._ask(push)
        with entered(_context(timer)), suppress(SandboxUnknown, Unavailable):  # away: it is due again, and made again
            await self._store.write(end_push, timer.key, took, answer)

    async def _ask(self, push: Push) -> tuple[bool, str]:
        """Whether it was taken, and the answer's status or why there is none."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                status, said = await self._answer(push)
        except TimeoutError:
            return False, "timeout"
        except Refused as refused:
            return False, refused.code
        except OSError:
            return False, "unreachable"
        except Exception as error:  # the sentence of it would name the URL, which may hold what lets somebody in
            log.info("an answer to a report could not be read: %s", type(error).__name__)
            return False, "broken"
        return accepted(push.vendor, status, said), str(status)

    async def _answer(self, push: Push) -> tuple[int, bytes]:
        from yarl import URL

        target = self._hosts.target(push.url)
        if self._session is None:
            self._session = judged_session(self._hosts)
        headers = {"Content-Type": "application/json;charset=UTF-8", "Accept-Encoding": "identity"}
        url = URL(target.url, encoded=True)
        async with self._session.post(url, data=push.body, headers=headers, allow_redirects=False) as answer:
            return answer.status, await begin_of(answer.content, ANSWER_BYTES)


def _context(timer: Timer) -> Context:
    return Context(sandbox=timer.sandbox, life=timer.life, journey=timer.journey)
