"""Whether there is room for what is written. On a full disk reads go on, and writes do again once there is room."""

import asyncio
import logging
from collections.abc import Callable

from shared.errors import StorageFull

CHECK_SECONDS = 0.5

log = logging.getLogger(__name__)


class Room:
    """One database's room. `probe` writes something on that disk and takes it away; it raises where there is none."""

    def __init__(self, of: str, probe: Callable[[], None], made: Callable[[], None]) -> None:
        self._of = of
        self._probe = probe
        self._made = made
        self._watch: asyncio.Task[None] | None = None

    @property
    def full(self) -> bool:
        """Whether a write failed for want of room, and it has not come back yet."""
        return self._watch is not None

    @property
    def trouble(self) -> str | None:
        """The sentence for `/readyz`."""
        return f"{self._of} is full: reads go on, writes are refused until there is room" if self.full else None

    def lost(self) -> None:
        """A write failed for want of room; on the event loop. Said once, until there is room again."""
        if self._watch is None:
            self._watch = asyncio.create_task(self._until_there_is_room())
            log.error("%s", self.trouble)

    async def _until_there_is_room(self) -> None:
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            if await asyncio.to_thread(self._there_is_room):
                break
        self._watch = None
        log.warning("%s has room again: writes go on", self._of)
        self._made()

    def _there_is_room(self) -> bool:
        try:
            self._probe()
        except (OSError, StorageFull):
            return False
        return True

    def close(self) -> None:
        """Watch no longer."""
        if self._watch is not None:
            self._watch.cancel()
