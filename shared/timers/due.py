"""What a service does by itself when one of its own timers is due: an action in one transaction."""

import contextlib
from collections.abc import Callable, Mapping
from functools import partial

from shared.context import Context, entered
from shared.errors import SandboxUnknown
from shared.store import Store, Transaction
from shared.timers.reading import Timer
from shared.timers.runner import Fire

Due = Callable[[Transaction, str], None]
"""Of the timer's key; it is deleted in the same transaction."""


def fires_of(store: Store, due: Mapping[str, Due]) -> dict[str, Fire]:
    """As the runner of timers wants it."""
    return {kind: partial(_fire, store, action) for kind, action in due.items()}


async def _fire(store: Store, action: Due, timer: Timer) -> None:
    context = Context(sandbox=timer.sandbox, life=timer.life, journey=timer.journey)
    with entered(context), contextlib.suppress(SandboxUnknown):
        await store.write(_do, action, timer)


def _do(tx: Transaction, action: Due, timer: Timer) -> None:
    tx.cancel_timer(timer.kind, timer.key)
    action(tx, timer.key)
