"""Of several replicas on one PostgreSQL database, one relay is active: the one that holds the advisory lock.

The others tell it of what they commit with NOTIFY, so nothing waits for its sweep.
"""

import asyncio
import logging
import threading
from collections.abc import Callable

import psycopg

RELAY_LOCK = 0x5E17_0001
CHANNEL = "shentu_outbox"

log = logging.getLogger(__name__)


class AdvisoryLease:
    """A thread with a connection of its own: takes the lock when it is free, and listens for the peers' news."""

    def __init__(self, dsn: str, wake: Callable[[], None]) -> None:
        self._dsn = dsn
        self._wake = wake
        self._held = False
        self._stopping = threading.Event()

    @property
    def held(self) -> bool:
        """Whether this replica's relay is the active one."""
        return self._held

    def start(self) -> None:
        """Begin trying; on the event loop."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run, name="relay-lease", daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        """Give the lock back."""
        self._stopping.set()
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with psycopg.connect(self._dsn, autocommit=True, connect_timeout=5) as connection:
                    self._keep(connection)
            except psycopg.Error as error:
                if self._held:
                    log.warning("the relay's lease is lost with its connection: %s", type(error).__name__)
            finally:
                self._held = False
            self._stopping.wait(0.5)

    def _keep(self, connection: "psycopg.Connection[tuple[bool]]") -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        while not self._stopping.is_set():
            if not self._held:
                row = connection.execute("SELECT pg_try_advisory_lock(%s)", (RELAY_LOCK,)).fetchone()
                self._held = bool(row and row[0])
                if self._held:
                    self._loop.call_soon_threadsafe(self._wake)
            for _ in connection.notifies(timeout=0.5, stop_after=1):
                self._loop.call_soon_threadsafe(self._wake)
            if self._held:
                connection.execute("SELECT 1")  # notices a connection that died: the lock went with it
