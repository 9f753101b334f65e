"""What one step reads does not grow with what is stored: not on a server that has never looked at the tables either."""

import asyncio
from pathlib import Path

from sqlalchemy import Connection, insert, text

from shared.events.hall import ApplicationWithdrawn
from shared.identifiers import new_id
from shared.store import Store, Transaction
from shared.store.postgres.statistics import FIRST
from shared.store.tables import outbox, timers
from shared.timers import until_due
from tests import within
from tests.engines.postgres import PostgreSQL
from tests.shared.store.tickets import HERE, LIVES, Ticket, add, opened

MANY = 500
_READ = "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM {view} WHERE relname = '{table}'"


def read_so_far(connection: Connection, table: str) -> int:
    """Rows of a table that this connection has read since it last told the server's statistics."""
    found: int = connection.scalar(text(_READ.format(view="pg_stat_xact_user_tables", table=table)))
    return found


async def test_finding_a_row_by_its_key_reads_that_row(postgres: PostgreSQL, tmp_path: Path) -> None:
    """And not all of its sandbox, which has an index as well: the server is soon told how many there are."""

    def found(tx: Transaction, key: str) -> int:
        before = read_so_far(tx.connection(), "ticket")
        assert tx.get(Ticket, key) is not None
        return read_so_far(tx.connection(), "ticket") - before

    async with opened(postgres.new_database(), tmp_path) as store:
        first = await within.write(store, HERE, add, 1)
        for _ in range(10):
            await within.write(store, HERE, found, first)  # the plan for it is made while there is next to nothing
        await asyncio.gather(*(within.write(store, HERE, add, number) for number in range(2, MANY)))
        last = await within.write(store, HERE, add, MANY)
        async with asyncio.timeout(10):
            while await store.core_read(expected) < FIRST:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert await within.write(store, HERE, found, last) == 1


def expected(connection: Connection) -> int:
    """How many tickets the server thinks there are."""
    found: int = connection.scalar(text("SELECT reltuples FROM pg_class WHERE relname = 'ticket'"))
    return found


async def test_a_commit_does_not_read_what_waits_to_be_sent(postgres: PostgreSQL, tmp_path: Path) -> None:
    """Much, while the broker is away."""

    def tell(tx: Transaction) -> None:
        tx.context.journey = new_id()
        tx.record(ApplicationWithdrawn(application_id="a", project_code="c", reason="r"))

    async with opened(postgres.new_database(), tmp_path) as store:
        await within.write(store, HERE, tell)
        await store.core_write(lambda c: c.execute(insert(outbox), [
            {"id": new_id(), "life": LIVES["here"], "journey": new_id(), "type": "t", "mandatory": True, "body": b"",
             "recorded_at": 1}
            for _ in range(MANY)
        ]))  # fmt: skip
        before = await _told(store)
        for _ in range(20):
            await within.write(store, HERE, tell)
        assert await _told(store) - before < MANY


async def _told(store: Store) -> int:
    """Rows of the outbox read so far, by all connections: they tell the server once a second, at the next commit."""
    await asyncio.sleep(1.1)
    await within.write(store, HERE, lambda tx: None)
    question = text(_READ.format(view="pg_stat_user_tables", table="outbox"))
    return await store.core_read(lambda connection: int(connection.scalar(question) or 0))


async def test_looking_for_what_is_due_does_not_read_every_timer(postgres: PostgreSQL, tmp_path: Path) -> None:
    def looked(connection: Connection) -> int:
        before = read_so_far(connection, "timer")
        assert until_due(connection) is not None
        return read_so_far(connection, "timer") - before

    async with opened(postgres.new_database(), tmp_path) as store:
        await store.core_write(lambda c: c.execute(insert(timers), [
            {"life": LIVES["here"], "kind": "link-code", "key": new_id(), "due_at": 10**16} for _ in range(MANY)
        ]))  # fmt: skip
        await store.core_write(lambda c: c.execute(text("ANALYZE timer")))
        assert await store.core_read(looked) <= 2
