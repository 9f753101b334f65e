"""What every store does: run synchronous transactions for asynchronous callers, and tell when they are committed."""

import random
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, TypeVarTuple, Unpack

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, MetaData

from shared.errors import SandboxUnknown
from shared.store.lives import row_of_sandbox
from shared.store.room import Room
from shared.store.signal import Signal
from shared.store.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")

SEEN_SECONDS = 1.0


def _json_text(value: Any) -> str:
    """pydantic's, which takes a third of the standard library's time for a form."""
    return to_json(value).decode()


JSON_CODEC: dict[str, Any] = {"json_serializer": _json_text, "json_deserializer": from_json}


class StoreFailed(Exception):
    """The store cannot be opened; the message says why and what to do."""


class Store(ABC):
    """One service's database.

    Business code has two ways in, `write` and `read`: each runs a function in a transaction of the current sandbox. The
    tables that belong to no sandbox alone (outbox, inbox, journal, sandboxes) are for `core_write` and `core_read`.

    What else is here serves those four: `open`, `close`, `trouble` and `room` for the process; the signals `changed`,
    `recorded`, `alarmed` and `ended` for those who wait for a commit; `life` and `randomness` for what each
    transaction must know of its sandbox and cannot ask for each time.
    """

    def __init__(self, service: str, metadata: MetaData) -> None:
        self.service = service
        self.metadata = metadata
        self.changed = Signal()
        self.recorded = Signal()
        self.alarmed = Signal()
        self.room = Room(f"the disk with {service}'s database", self.try_room, self.recorded.notify)
        self.ended = Signal()
        self._randoms: dict[int, random.Random] = {}
        self._seen: dict[str, tuple[float, int]] = {}

    @abstractmethod
    async def open(self) -> None:
        """Connect and make the tables; raises StoreFailed."""

    @abstractmethod
    async def close(self) -> None:
        """Finish the waiting transactions and let go."""

    @property
    def ready(self) -> bool:
        """Whether transactions can run now, those that write among them."""
        return self.trouble is None

    @property
    @abstractmethod
    def trouble(self) -> str | None:
        """Why transactions cannot run now, or only those that read: a sentence. None when all is well."""

    @abstractmethod
    def try_room(self) -> None:
        """Write something and take it away again; raises OSError or StorageFull when there is no room. On a thread."""

    @abstractmethod
    async def write(self, action: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`action(transaction, …)` in one transaction of the current sandbox; rolled back when it raises.

        It may be run again, when two transactions collide.
        """

    @abstractmethod
    async def read(self, query: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`query(transaction, …)`, read-only, of the current sandbox."""

    @abstractmethod
    async def core_write(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts, durable: bool = True) -> T:
        """`work(connection, …)` in one transaction, of no sandbox.

        With `durable=False` the commit does not wait for the disk: for what is done again after a power failure.
        """

    @abstractmethod
    async def core_read(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts) -> T:
        """`work(connection, …)`, read-only, of no sandbox."""

    def forget(self, sandbox: str) -> None:
        """A sandbox's life or clock changed: read them anew. Called within the transaction that does it."""
        self._seen.pop(sandbox, None)

    def committed(self, recorded: bool, alarmed: bool = False) -> None:
        """Tell whoever waits, and, when a timer was set, who fires them; on the event loop."""
        self.changed.notify()
        if alarmed:
            self.alarmed.notify()
        if recorded:
            self.recorded.notify()

    def over(self, sandbox: str) -> None:
        """A life of this sandbox has ended, committed: tell who waits in it. On the event loop."""
        self.forget(sandbox)
        self.ended.notify()

    async def knows(self, sandbox: str) -> bool:
        """Whether there is such a sandbox, or was within the last second: each transaction makes sure for itself."""
        return await self.life(sandbox) is not None

    async def lives(self, sandbox: str, life: int) -> bool:
        """Whether the sandbox is in this life, or was within the last second. Raises SandboxUnknown."""
        if await self.life(sandbox) != life:  # what was remembered may be the life before
            self._seen.pop(sandbox, None)
        found = await self.life(sandbox)
        if found is None:
            raise SandboxUnknown(sandbox=sandbox)
        return found == life

    async def is_behind(self, sandbox: str, life: int) -> bool:
        """Whether the sandbox's name stands for an earlier life here, or for none, as far as anybody looked."""
        seen = self._seen.get(sandbox)
        if seen is not None and seen[1] >= life:
            return False
        self._seen.pop(sandbox, None)
        return (await self.life(sandbox) or 0) < life

    async def life(self, sandbox: str) -> int | None:
        """Which life the sandbox is in, or was within the last second; None when there is none."""
        now = time.monotonic()
        seen, life = self._seen.get(sandbox, (-SEEN_SECONDS, 0))
        if now - seen < SEEN_SECONDS:
            return life
        found = await self.core_read(_life, sandbox)
        if found is None:
            self._seen.pop(sandbox, None)
        else:
            self._seen[sandbox] = now, found
        return found

    def randomness(self, life: int, seed: int | None) -> random.Random:
        """A life's source of randomness: the same again for the same seed, whatever the sandbox is called."""
        source = self._randoms.get(life)
        if source is None:
            text = f"{seed}/{self.service}" if seed is not None else None
            source = self._randoms[life] = random.Random(text)
        return source

    def forget_randomness(self, life: int) -> None:
        """This life is over, or to begin anew."""
        self._randoms.pop(life, None)


def _life(connection: Connection, sandbox: str) -> int | None:
    try:
        return row_of_sandbox(connection, sandbox).life
    except SandboxUnknown:
        return None
