"""Waking those who wait for a commit."""

import asyncio


class Signal:
    """Wakes everybody who waits, each time something was committed. Take a `ticket` before you look."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def ticket(self) -> asyncio.Event:
        """An event that will be set at the next notification."""
        return self._next

    def notify(self) -> None:
        """Wake all ticket holders; on the event loop only."""
        self._next.set()
        self._next = asyncio.Event()
