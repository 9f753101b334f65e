"""What the inner door tells, read from journal, outbox and inbox."""

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple, Unpack

from sqlalchemy import Connection

from shared.context import Context, current
from shared.store import Store
from shared.store.lives import row_of

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


async def read_life(store: Store, work: Callable[[Connection, int, Unpack[Ts]], T], *args: *Ts) -> T:
    """`work(connection, life, …)`, read-only, of the life the current sandbox is in. Raises SandboxUnknown."""
    result: T = await store.core_read(_read, current(), work, args)
    return result


def _read(connection: Connection, context: Context, work: Callable[..., T], args: tuple[Any, ...]) -> T:
    return work(connection, row_of(connection, context).life, *args)


__all__ = ["read_life"]
