"""Transactions in a context other than the running one."""

from collections.abc import Callable
from typing import Any, TypeVar

from shared.context import Context, entered
from shared.store import Store

T = TypeVar("T")


async def write(store: Store, context: Context, action: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    with entered(context):
        return await store.write(action, *args, **kwargs)


async def read(store: Store, context: Context, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    with entered(context):
        return await store.read(query, *args, **kwargs)
