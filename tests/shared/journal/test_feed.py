"""The feed never shows a line before a place that was read already, however transactions overtake one another."""

import pytest
from sqlalchemy import text

from shared.context import Context
from shared.journal.feed import end, lines_after, moved_after
from shared.journal.place import Place
from shared.store import Store
from tests import within
from tests.lives import remove
from tests.shared.store.tickets import HERE, LIVES, store
from tests.shared.store.told import told

__all__ = ["store"]


async def read_all(store: Store, place: Place, sandbox: str = "here") -> tuple[list[str], Place]:
    lines = await store.core_read(lines_after, LIVES[sandbox], place, 1000)
    last = Place(lines[-1].tx, lines[-1].seq) if lines else place
    return [line.journey for line in lines if line.kind == "state"], last


async def test_read_on_from_any_place(store: Store) -> None:
    begin = await store.core_read(end)
    for journey in "abc":
        await within.write(store, HERE, told, journey)
    await within.write(store, Context(sandbox="there"), told, "d")
    seen, place = await read_all(store, begin)
    assert seen == ["a", "b", "c"]
    assert await read_all(store, place) == ([], place)
    await within.write(store, HERE, told, "e")
    assert (await read_all(store, Place.of(str(place))))[0] == ["e"]


async def test_which_sandboxes_moved(store: Store) -> None:
    place, _ = await store.core_read(moved_after, Place())
    assert await store.core_read(moved_after, place) == (place, set())
    await within.write(store, Context(sandbox="there"), told, "d")
    later, moved = await store.core_read(moved_after, place)
    assert moved == {"there"} and later > place


async def test_lines_of_a_sandbox_that_is_gone_leave_no_place_to_others(store: Store) -> None:
    """The newest lines are deleted: what comes next must not get their numbers."""
    await within.write(store, Context(sandbox="there"), told, "d")
    place = await store.core_read(end)
    await remove(store, "there")
    await within.write(store, HERE, told, "e")
    _, moved = await store.core_read(moved_after, place)
    assert moved == {"here"} and (await read_all(store, place))[0] == ["e"]


@pytest.mark.parametrize("store", ["postgres"], indirect=True)
async def test_what_began_earlier_and_commits_later_is_not_passed_over(store: Store) -> None:
    """A line number is given before the commit: whoever had read past it would never see it."""
    begin = await store.core_read(end)
    slow = store._engine.connect()  # type: ignore[attr-defined]
    slow.execute(text(
        "INSERT INTO journal (at, recorded_at, life, journey, kind, name, status) "
        "VALUES (0, 0, 11, 'slow', 'state', 'n', 's')"
    ))  # fmt: skip
    await within.write(store, HERE, told, "quick")
    seen, place = await read_all(store, begin)
    assert seen == [], "what is newer than an open transaction has to wait for it"
    slow.commit()
    slow.close()
    seen, place = await read_all(store, place)
    assert sorted(seen) == ["quick", "slow"]
    assert (await read_all(store, place))[0] == []
