"""What every store does: run synchronous transactions for asynchronous callers, and tell when they are committed."""

import random
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, TypeVarTuple, Unpack

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, MetaData

from shared.context import Context, current
from shared.errors import Interrupted, SandboxUnknown
from shared.store.lives import SandboxRow, row_of_sandbox
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
    `recorded`, `alarmed` and `ended` for those who wait for a commit; `tx`, `life` and `randomness` for what each
    transaction must know of its sandbox and cannot ask for each time; `suffer` for faults (shared/faults), which are
    somebody else's business.
    """

    def __init__(self, service: str, metadata: MetaData) -> None:
        self.service = service
        self.metadata = metadata
        self.changed = Signal()
        self.recorded = Signal()
        self.alarmed = Signal()
        self.room = Room(f"the disk with {service}'s database", self.try_room, self.recorded.notify)
        self.ended = Signal()
        self.suffer: Callable[[Context], Awaitable[None]] = _unharmed
        self._randoms: dict[int, random.Random] = {}
        self._seen: dict[str, tuple[float, SandboxRow]] = {}

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

    async def write(self, action: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`action(transaction, …)` in one transaction of the current sandbox; rolled back when it raises.

        It may be run again, when two transactions collide.
        """
        context = current()
        try:
            return await self._write(context, action, args, kwargs)
        except Interrupted:
            await self.suffer(context)
            return await self._write(context, action, args, kwargs)

    async def read(self, query: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`query(transaction, …)`, read-only, of the current sandbox."""
        context = current()
        try:
            return await self._read(context, query, args, kwargs)
        except Interrupted:
            await self.suffer(context)
            return await self._read(context, query, args, kwargs)

    @abstractmethod
    def _write(
        self, context: Context, action: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Awaitable[T]:
        """Raises Interrupted before anything has begun, where a fault may strike in this context."""

    @abstractmethod
    def _read(
        self, context: Context, query: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Awaitable[T]:
        """The same, read-only."""

    @abstractmethod
    async def core_write(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts, durable: bool = True) -> T:
        """`work(connection, …)` in one transaction, of no sandbox.

        With `durable=False` the commit does not wait for the disk: for what is done again after a power failure.
        """

    @abstractmethod
    async def core_read(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts) -> T:
        """`work(connection, …)`, read-only, of no sandbox."""

    def tx(self, connection: Connection, context: Context, row: SandboxRow) -> Transaction:
        """A transaction of the context's sandbox, which has this row. Raises TokenExpired, TokenOutlived."""
        randomness = self.randomness(row.life, row.random_seed)
        return Transaction(connection, context, row.clock, randomness, row.life, row.faults)

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
        if seen is not None and seen[1].life >= life:
            return False
        self._seen.pop(sandbox, None)
        return (await self.life(sandbox) or 0) < life

    async def life(self, sandbox: str) -> int | None:
        """Which life the sandbox is in, or was within the last second: each transaction makes sure for itself. None
        when there is none."""
        row = await self.row(sandbox)
        return None if row is None else row.life

    async def row(self, sandbox: str) -> SandboxRow | None:
        """The same with all that its row says."""
        now = time.monotonic()
        seen = self._seen.get(sandbox)
        if seen is not None and now - seen[0] < SEEN_SECONDS:
            return seen[1]
        found = await self.core_read(_row, sandbox)
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

    def copy_randomness(self, source: int, life: int) -> None:
        """A copy of a life goes on with the numbers that its original would have had next, as far as this process knows
        them; else it begins with its seed."""
        if source in self._randoms:
            self._randoms[life] = copied = random.Random()
            copied.setstate(self._randoms[source].getstate())

    def forget_randomness(self, life: int) -> None:
        """This life is over, or to begin anew."""
        self._randoms.pop(life, None)


async def _unharmed(context: Context) -> None:
    """Where nobody plays faults."""
    context.faultable = False


def _row(connection: Connection, sandbox: str) -> SandboxRow | None:
    try:
        return row_of_sandbox(connection, sandbox)
    except SandboxUnknown:
        return None
