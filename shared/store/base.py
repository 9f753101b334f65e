"""What every store does: run synchronous transactions for asynchronous callers, and tell when they are committed."""

import asyncio
import random
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, TypeVarTuple, Unpack

from pydantic_core import from_json
from sqlalchemy import Connection, MetaData

from shared.clock import Clock
from shared.context import Context, current
from shared.errors import SandboxUnknown
from shared.store.append import json_text
from shared.store.claim import Claim
from shared.store.prepared import run_sql
from shared.store.room import Room
from shared.store.signal import Signal
from shared.store.statement import HERE, Statement
from shared.store.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")

SEEN_SECONDS = 1.0


JSON_CODEC: dict[str, Any] = {"json_serializer": json_text, "json_deserializer": from_json}


class SandboxRow(NamedTuple):
    """A life of a sandbox as stored: its number, the sandbox's name, when it began (real µs), its clock, its seed."""

    life: int
    name: str
    created_at: int
    clock_offset: int
    clock_frozen_at: int | None
    random_seed: int | None

    @property
    def clock(self) -> Clock:
        """Its clock."""
        return Clock(self.clock_offset, self.clock_frozen_at)


# For the bare driver.
COLUMNS = ", ".join(SandboxRow._fields)
ON = {"sqlite": "switched_on = 1", "postgresql": "switched_on"}
_SIGNS = {"sqlite": "?", "postgresql": "%s"}
BY_NAME = {
    dialect: f"SELECT {COLUMNS} FROM sandbox WHERE name = {sign} AND {ON[dialect]}" for dialect, sign in _SIGNS.items()
}
BY_LIFE = {dialect: f"SELECT {COLUMNS} FROM sandbox WHERE life = {sign}" for dialect, sign in _SIGNS.items()}


class StoreFailed(Exception):
    """The store cannot be opened; the message says why and what to do."""


class Store(ABC):
    """One service's database. `write` and `read` run an action in a transaction of the current sandbox."""

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
    async def run(self, context: Context, action: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """`action(transaction, …)` in one transaction of `context.sandbox`; rolled back when it raises."""

    @abstractmethod
    def begin(
        self, context: Context, action: Callable[..., T], *args: Any, claim: Claim | None = None
    ) -> "asyncio.Future[T]":
        """`run`, under way at once; with a `claim` made before (`Transaction.claimed` says what came of it)."""

    @abstractmethod
    async def look(self, context: Context, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """`query(transaction, …)` on a consistent, read-only view of `context.sandbox`."""

    @abstractmethod
    async def write_core(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`work(connection, …)` in one transaction, of no sandbox: for outbox, inbox, journal and sandboxes."""

    @abstractmethod
    async def write_relaxed(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts) -> T:
        """`write_core` without waiting for the disk: for what a power failure may undo, because it is done again."""

    @abstractmethod
    async def read_core(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`work(connection, …)` on a read-only view, of no sandbox."""

    async def glance(self, work: Callable[[Connection, Unpack[Ts]], T], *args: *Ts) -> T:
        """`read_core` of a prepared statement or two, where going to a thread may cost more than they do."""
        return await self.read_core(work, *args)

    async def rows(self, statement: Statement, values: Mapping[str, Any]) -> Sequence[Any]:
        """What the statement finds in the current sandbox: `glance` for business code."""
        return await self.glance(_rows, current(), statement, values)

    async def read_here(
        self, work: Callable[Concatenate[Connection, int, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """`work(connection, life, …)`, read-only, of the life the current sandbox is in. Raises SandboxUnknown."""
        return await self.read_core(_here, current(), work, args, kwargs)

    async def glance_here(self, work: Callable[[Connection, int, Unpack[Ts]], T], *args: *Ts) -> T:
        """`read_here` of a prepared statement or two, as `glance`."""
        found: T = await self.glance(_here, current(), work, args, {})
        return found

    async def write(self, action: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`action(transaction, …)` in one transaction of the current sandbox. It may be run again when two collide."""
        return await self.run(current(), action, *args, **kwargs)

    async def read(self, query: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`query(transaction, …)`, read-only, of the current sandbox."""
        return await self.look(current(), query, *args, **kwargs)

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

    async def life(self, sandbox: str) -> int | None:
        """Which life the sandbox is in, or was within the last second; None when there is none."""
        now = time.monotonic()
        seen, life = self._seen.get(sandbox, (-SEEN_SECONDS, 0))
        if now - seen < SEEN_SECONDS:
            return life
        found = await self.glance(_life, sandbox)
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

    @staticmethod
    def sandbox_row(connection: Connection, sandbox: str) -> SandboxRow:
        """The life a sandbox is in; raises SandboxUnknown."""
        return _one(run_sql(connection, BY_NAME, (sandbox,)), sandbox)

    @staticmethod
    def row_of_life(connection: Connection, life: int, sandbox: str = "") -> SandboxRow:
        """This life, whatever its sandbox's name stands for now; raises SandboxUnknown."""
        return _one(run_sql(connection, BY_LIFE, (life,)), sandbox)

    @staticmethod
    def row_of(connection: Connection, context: Context) -> SandboxRow:
        """The life that `context` is of; raises SandboxUnknown."""
        if context.life is None:
            return Store.sandbox_row(connection, context.sandbox)
        return Store.row_of_life(connection, context.life, context.sandbox)


def _one(found: Sequence[Any], sandbox: str) -> SandboxRow:
    if not found:
        raise SandboxUnknown(sandbox=sandbox)
    return SandboxRow(*found[0])


def _life(connection: Connection, sandbox: str) -> int | None:
    found = run_sql(connection, BY_NAME, (sandbox,))
    return SandboxRow(*found[0]).life if found else None


def _rows(connection: Connection, context: Context, statement: Statement, values: Mapping[str, Any]) -> Sequence[Any]:
    try:
        life = Store.row_of(connection, context).life
    except SandboxUnknown:
        return []
    return statement.run(connection, {**values, HERE: life})


def _here(
    connection: Connection, context: Context, work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> T:
    return work(connection, Store.row_of(connection, context).life, *args, **kwargs)
