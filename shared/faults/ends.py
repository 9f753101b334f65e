"""A fault whose seconds are over lets go of what it holds."""

from shared.faults.keeping import ending
from shared.store import Store
from shared.timers import Timer


class FaultEnds:
    """What a service does when the timer of a fault is due."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def fire(self, timer: Timer) -> None:
        """Its time is over."""
        await self._store.core_write(ending, timer.life, timer.key)
        self._store.recorded.notify()
        self._store.alarmed.notify()
