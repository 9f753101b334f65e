"""A fault strikes as often as was asked for, whoever asks at once: on SQLite, and from two replicas on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from shared.faults import DELIVERY, Fault, remove_fault, set_fault, strike
from shared.faults.keeping import faults_of
from shared.faults.matching import fits
from shared.store import Store
from tests.lives import life_of
from tests.shared.store.tickets import HERE, opened, store

__all__ = ["store"]

FACTS = {"consumer": "review", "event": "e"}


@pytest.fixture(params=["sqlite", "postgres"])
async def replicas(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[list[Store]]:
    """Two on one PostgreSQL; SQLite has one."""
    async with AsyncExitStack() as stack:
        url = request.getfixturevalue("postgres").new_database() if request.param == "postgres" else None
        yield [await stack.enter_async_context(opened(url, tmp_path)) for _ in range(2 if url else 1)]


def failing(**how: object) -> Fault:
    return Fault.model_validate({"id": "f", "at": "delivery", "do": "fail", "how": {"error": "e"}, **how})


async def struck(store: Store, life: int) -> bool:
    return await store.core_write(strike, life, DELIVERY, "review", FACTS) is not None


async def test_so_many_times_and_not_once_more(replicas: list[Store]) -> None:
    name = HERE.sandbox
    life = await life_of(replicas[0], name)
    await replicas[0].core_write(set_fault, replicas[0], name, failing(times=7))
    hits = await asyncio.gather(*(struck(store, life) for store in replicas for _ in range(20)))
    assert sum(hits) == 7
    [kept] = await replicas[0].core_read(faults_of, life)
    assert kept.hits == 7


async def test_chance_is_the_same_whoever_asks(replicas: list[Store]) -> None:
    name = HERE.sandbox
    life = await life_of(replicas[0], name)
    await replicas[0].core_write(set_fault, replicas[0], name, failing(probability=0.5))
    together = sum(await asyncio.gather(*(struck(store, life) for store in replicas for _ in range(10))))
    await replicas[0].core_write(remove_fault, replicas[0], name, "f")
    await replicas[0].core_write(set_fault, replicas[0], name, failing(probability=0.5))
    alone = sum([await struck(replicas[0], life) for _ in range(10 * len(replicas))])
    assert 0 < together == alone


async def test_the_row_of_a_sandbox_says_where_to_ask(store: Store) -> None:
    async def faults() -> int:
        row = await store.row(HERE.sandbox)
        return row.faults if row else -1

    assert await faults() == 0
    await store.core_write(set_fault, store, HERE.sandbox, failing())
    await store.core_write(set_fault, store, HERE.sandbox, failing(id="g"))
    store.forget(HERE.sandbox)
    assert await faults() == DELIVERY
    for fault in "fg":
        await store.core_write(remove_fault, store, HERE.sandbox, fault)
    store.forget(HERE.sandbox)
    assert await faults() == 0


@pytest.mark.parametrize(
    ("path", "found", "fitting"),
    [
        ("/hall/applications/{id}/confirmation", "/hall/applications/7/confirmation", True),
        ("/hall/applications/{id}", "/hall/applications/7/confirmation", False),
        ("/hall/*", "/hall/applications/7", True),
        ("*/confirmation", "/hall/applications/7/confirmation", True),
        ("/hall/a.c", "/hall/abc", False),
        ("/hall", "/hall/applications", False),
        ("/hall/*/materials/{code}/*", "/hall/applications/7/materials/M01/files", True),
        ("/hall/*{id}", "/hall/applications/7", True),
        ("/{a}/b{c}d", "/x/bbdd", True),
        ("/hall/{id}/x", "/hall/a/b/x", False),
    ],
)
def test_paths(path: str, found: str, fitting: bool) -> None:
    assert fits({"path": path}, {"path": found}) is fitting


def test_however_many_gaps_a_path_is_read_once() -> None:
    """Everybody waits while it is read; going back for each gap, it takes longer than anybody lives."""
    for gap in ("*a", "{x}a"):
        assert not fits({"path": "/" + gap * 60 + "b"}, {"path": "/" + "a" * 8_000})
