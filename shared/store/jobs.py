"""Jobs between the event loop and the thread that writes: waiting transactions go there, their results come back."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from shared.context import Context
from shared.errors import Held, Problem, Unavailable
from shared.store.recording import Recording

HELD_PAUSE_SECONDS = 0.02
"""From one look at a sandbox that is held to the next."""


@dataclass(slots=True)
class Job:
    """One transaction waiting for a writer; `context` None means Core work of no sandbox."""

    context: Context | None
    work: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    future: asyncio.Future[Any]
    durable: bool = True
    journey: str | None = None
    result: Any = None
    error: BaseException | None = None

    @property
    def waits(self) -> bool:
        """Whether it waits until its sandbox is free. A delivery does not: it comes again, and others are behind it."""
        return self.context is not None and self.context.life is None

    @property
    def broke(self) -> bool:
        """Whether it failed by a fault in the action itself. Refusals and database errors are no such fault."""
        return self.error is not None and not isinstance(self.error, Problem)


@dataclass(slots=True)
class Group:
    """A group commit: the transactions that are committed together."""

    jobs: Sequence[Job]
    recording: Recording = field(default_factory=Recording)
    recorded: bool = False
    alarmed: bool = False

    @property
    def durable(self) -> bool:
        """Whether the commit has to wait for the disk."""
        return any(job.durable for job in self.jobs)


class Desk:
    """Jobs go from the loop to a thread, about `together` at once, and their outcomes come back."""

    def __init__(self, together: int, committed: Callable[[Group], None]) -> None:
        self._together = together
        self._committed = committed
        self._loop = asyncio.get_running_loop()
        self._asked: list[Job] = []
        self._closed = False
        self._jobs: SimpleQueue[list[Job] | None] = SimpleQueue()

    def put(self, job: Job) -> asyncio.Future[Any]:
        """Have it done; on the event loop."""
        if not self._asked:
            # All that this turn of the loop asks for goes over at once: a thread woken by the first of many would fight
            # with the loop for the interpreter, job by job.
            self._loop.call_soon(self._hand_over)
        job.journey = job.context.journey if job.context else None
        self._asked.append(job)
        return job.future

    def _hand_over(self) -> None:
        for start in range(0, len(self._asked), self._together):
            self._jobs.put(self._asked[start : start + self._together])
        self._asked = []

    def _again(self, job: Job) -> None:
        """Its sandbox was held."""
        if not self._closed:
            self.put(job)
        elif not job.future.done():
            job.future.set_exception(Unavailable())

    def close(self) -> None:
        """Nothing more comes; on the event loop."""
        self._closed = True
        self._hand_over()
        self._jobs.put(None)

    def take(self) -> list[Job]:
        """What waits, as soon as there is something; nothing when nothing more comes. On a thread."""
        jobs = self._jobs.get()
        if jobs is None:
            return []
        while len(jobs) < self._together:
            try:
                more = self._jobs.get_nowait()
            except Empty:
                break
            if more is None:
                self._jobs.put(None)  # for the next time
                break
            jobs += more
        return jobs

    def give_back(self, group: Group) -> None:
        """It is committed, or will never be; on a thread."""
        self._loop.call_soon_threadsafe(self._settle, group)

    def _settle(self, group: Group) -> None:
        self._committed(group)  # first: the relay's work goes on elsewhere while the callers are answered
        for job in group.jobs:
            if job.future.done():
                continue
            if isinstance(job.error, Held) and job.waits:
                self._loop.call_later(HELD_PAUSE_SECONDS, self._again, job)
                continue
            if job.error is not None:
                job.future.set_exception(job.error)
            else:
                job.future.set_result(job.result)
