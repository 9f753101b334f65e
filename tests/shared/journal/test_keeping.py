"""Finished journeys are forgotten whole when they are too old or too many; what is open stays, however old."""

from sqlalchemy import Connection, select, update

from shared.clock import real_micros
from shared.instruments.contract.journeys import JourneysAsked
from shared.instruments.reading.journeys import journey_ids
from shared.journal.keeping import DAY_US, YOUNGEST_US, Keeping, forget
from shared.store import Store
from shared.store.tables import inbox, infrastructure, journeys, outbox
from tests import within
from tests.shared.store.tickets import HERE, LIVES, store
from tests.shared.store.told import told

__all__ = ["store"]


async def journeys_in(store: Store, sandbox: str = "here") -> list[str]:
    return await store.core_read(journey_ids, LIVES[sandbox], JourneysAsked())


async def filed(store: Store, *names: str, sandbox: str = "here") -> None:
    """A journey each, its event sent; the first is the oldest by a day each."""
    for at, name in enumerate(names):
        await within.write(store, HERE.elsewhere(sandbox), told, name)
        moved = real_micros() - (len(names) - at) * DAY_US
        await store.core_write(_grown_old, name, moved)


def _grown_old(connection: Connection, journey: str, moved: int) -> None:
    connection.execute(update(outbox).where(outbox.c.journey == journey).values(sent_at=moved))
    connection.execute(update(journeys).where(journeys.c.id == journey).values(recorded_at=moved))


def rows_of(connection: Connection, journey: str) -> int:
    """In all tables."""
    return sum(
        len(connection.execute(select(table).where(table.c[name] == journey)).all())
        for table in infrastructure.sorted_tables
        for name in (("id",) if table is journeys else ("journey",))
        if name in table.c
    )


async def test_by_age_all_of_it_goes_and_nothing_else(store: Store) -> None:
    await filed(store, "a", "b", "c")
    assert await store.core_read(rows_of, "a") >= 4
    assert await store.core_write(forget, Keeping(days=1.5), real_micros()) == 2
    assert await journeys_in(store) == ["c"]
    assert await store.core_read(rows_of, "a") == 0 and await store.core_read(rows_of, "c") >= 4


async def test_by_number_in_each_sandbox(store: Store) -> None:
    await filed(store, "a", "b", "c")
    await filed(store, "d", sandbox="there")
    assert await store.core_write(forget, Keeping(journeys=2), real_micros()) == 1
    assert await journeys_in(store) == ["c", "b"] and await journeys_in(store, "there") == ["d"]


async def test_by_number_nothing_young_goes(store: Store) -> None:
    """The inbox has to know an event that a broker brings once more."""
    await filed(store, "a", "b")
    for journey in "ab":
        await store.core_write(_grown_old, journey, real_micros() - YOUNGEST_US + 60_000_000)
    assert await store.core_write(forget, Keeping(journeys=1), real_micros()) == 0


async def test_what_is_open_stays(store: Store) -> None:
    await filed(store, "unsent", "retrying", "done")
    await store.core_write(lambda c: c.execute(update(outbox).where(outbox.c.journey == "unsent").values(sent_at=None)))
    kept = {"event_id": "e", "life": LIVES["here"], "journey": "retrying", "type": "t", "body": b"", "attempts": 1,
            "status": "retry", "received_at": 0}  # fmt: skip
    await store.core_write(lambda c: c.execute(inbox.insert().values(kept)))
    assert await store.core_write(forget, Keeping(days=0.5, journeys=1), real_micros()) == 1
    assert await journeys_in(store) == ["unsent", "retrying"]


async def test_for_ever_by_default(store: Store) -> None:
    await filed(store, "a")
    await Keeping().run(store)  # returns at once
    assert await journeys_in(store) == ["a"]


def test_forgetting_knows_every_table_that_names_a_journey() -> None:
    named = {table.name for table in infrastructure.sorted_tables if "journey" in table.c or table is journeys}
    assert named == {"outbox", "inbox", "journal", "journey", "timer", "word", "exchange"}
