"""The same question of many at once is asked once: five hundred testers who wait for one event are told by one look."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

Ask = Callable[[], Awaitable[Any]]


class Together:
    """Who comes while a question is under way shares the next one, never the one that began before they came.

    So whatever had happened when they asked is in their answer.
    """

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Task[Any]] = {}
        self._next: dict[Hashable, asyncio.Task[Any]] = {}

    async def ask(self, key: Hashable, ask: Ask) -> Any:
        """What `ask` answers, asked from now on; raises what it raises. Shared by all with the same key."""
        before = self._running.get(key)
        if before is None:
            self._running[key] = asking = self._begin(key, ask)
        elif key in self._next:
            asking = self._next[key]
        else:
            self._next[key] = asking = self._begin(key, ask, before)
        return await asyncio.shield(asking)

    def _begin(self, key: Hashable, ask: Ask, before: "asyncio.Task[Any] | None" = None) -> "asyncio.Task[Any]":
        task = asyncio.create_task(self._asked(key, ask, before))
        task.add_done_callback(_looked_at)
        return task

    async def _asked(self, key: Hashable, ask: Ask, before: "asyncio.Task[Any] | None") -> Any:
        if before is not None:
            await asyncio.wait([before])
            self._running[key] = self._next.pop(key)
        try:
            return await ask()
        finally:
            if key not in self._next:
                del self._running[key]


def _looked_at(task: "asyncio.Task[Any]") -> None:
    """Its failure is told to everybody who asked; when they all went away, to nobody."""
    if not task.cancelled():
        task.exception()
