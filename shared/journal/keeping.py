"""How long journeys are kept: whole, with their events, and never one in which something is still open."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, select

from shared.clock import real_micros
from shared.errors import Unavailable
from shared.store import Store
from shared.store.tables import exchanges, inbox, journal, journeys, outbox, sandboxes, timers, words

PAUSE_SECONDS = 60.0
TOGETHER = 200
# What was kept for the count's sake only: a broker may bring an event once more, and the inbox must know it.
YOUNGEST_US = 3_600_000_000
DAY_US = 86_400_000_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Keeping:
    """At most `journeys` in each sandbox, none that has not moved for `days` of real time; None is for ever."""

    days: float | None = None
    journeys: int | None = None

    async def run(self, store: Store) -> None:
        """Forget what is too old, for ever."""
        while self.days is not None or self.journeys is not None:
            try:
                while store.ready and await store.core_write(forget, self, real_micros()) > 0:
                    pass
            except Unavailable:  # the store's own health tells
                pass
            except Exception:
                log.exception("old journeys could not be forgotten; it is tried again")
            await asyncio.sleep(PAUSE_SECONDS)

    def oldest(self, connection: Connection, life: int, now: int) -> int:
        """What moved before that (real µs) is forgotten in this sandbox."""
        by_age = now - int(self.days * DAY_US) if self.days is not None else 0
        if self.journeys is None:
            return by_age
        moved = select(journeys.c.recorded_at).where(journeys.c.life == life)
        first_too_many = moved.order_by(journeys.c.recorded_at.desc()).offset(self.journeys).limit(1)
        by_number = (connection.scalar(first_too_many) or -1) + 1
        return max(by_age, min(by_number, now - YOUNGEST_US))


def forget(connection: Connection, keeping: Keeping, now: int) -> int:
    """Forget up to `TOGETHER` finished journeys of each sandbox that are too old; how many they were."""
    forgotten = 0
    # A checkpoint stays as it is.
    for life in connection.scalars(select(sandboxes.c.life).where(sandboxes.c.switched_on)).all():
        before = keeping.oldest(connection, life, now)
        ids = connection.scalars(_finished(life, before)).all()
        _forget(connection, life, ids)
        for table in (journal, exchanges):
            alone = (table.c.life == life, table.c.journey.is_(None), table.c.recorded_at < before)
            connection.execute(delete(table).where(*alone))
        forgotten += len(ids)
    return forgotten


def _finished(life: int, before: int) -> Select[Any]:
    unsent = exists().where(outbox.c.life == life, outbox.c.journey == journeys.c.id, outbox.c.sent_at.is_(None))
    kept = exists().where(inbox.c.life == life, inbox.c.journey == journeys.c.id, inbox.c.status != "handled")
    old = (journeys.c.life == life, journeys.c.recorded_at < before)
    return select(journeys.c.id).where(*old, ~unsent, ~kept).order_by(journeys.c.recorded_at).limit(TOGETHER)


def _forget(connection: Connection, life: int, ids: Sequence[str]) -> None:
    for table in (exchanges, journal, outbox, inbox, words, timers):
        connection.execute(delete(table).where(table.c.life == life, table.c.journey.in_(ids)))
    connection.execute(delete(journeys).where(journeys.c.life == life, journeys.c.id.in_(ids)))
