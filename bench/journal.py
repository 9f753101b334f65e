"""Reading a journal of a million lines beside one of ten thousand: lists, traces, events, search, what is in flight."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import Connection, MetaData, text, update

from bench.figures import Figure
from shared import sandbox
from shared.instruments.contract.journeys import JourneysAsked
from shared.instruments.contract.traffic import EventsAsked
from shared.instruments.reading.counts import pending
from shared.instruments.reading.journeys import journey_ids, parts
from shared.instruments.reading.lines import lines_of_journey
from shared.instruments.reading.traffic import events
from shared.store import Store, open_store
from shared.store.postgres import PostgresStore
from shared.store.recording import Recording, Step
from shared.store.tables import outbox
from tests.engines.postgres import PostgreSQL

SMALL, LARGE = 10_000, 1_000_000
LINES = 128
TOGETHER = 100
SANDBOX, LIFE = "bench", 1
ENOUGH_MS = 5.0
TYPES = ("hall.application.confirmed", "review.project.pushed", "sms.message.delivered")


class Read(NamedTuple):
    """What somebody reads: `ask(connection, journeys)`."""

    name: str
    ask: Callable[[Connection, int], Any]


def _journey(number: int) -> str:
    return f"journey-{number:08d}"


def _listed(connection: Connection, journeys: int) -> Any:
    return parts(connection, LIFE, journey_ids(connection, LIFE, JourneysAsked()))


READS = (
    Read("list of 50 journeys", _listed),
    Read(f"trace of {LINES} steps", lambda c, n: lines_of_journey(c, LIFE, "bench", _journey(n // 2))),
    Read("events page", lambda c, n: events(c, LIFE, EventsAsked())),
    Read("search by number", lambda c, n: journey_ids(c, LIFE, JourneysAsked(q=f"2026{n // 2:08d}"))),
    Read("search by name", lambda c, n: journey_ids(c, LIFE, JourneysAsked(q="示例市民服务"))),
    Read("search that finds nothing", lambda c, n: journey_ids(c, LIFE, JourneysAsked(q="没有这样的"))),
    Read("what is in flight", lambda c, n: pending(c, LIFE)),
)


def measure(folder: Path, postgres: PostgreSQL | None, say: Callable[[str], None]) -> list[Figure]:
    """Each read's median at both sizes, on SQLite or, where one is given, on PostgreSQL."""
    return asyncio.run(_measure(folder, postgres, say))


async def _measure(folder: Path, postgres: PostgreSQL | None, say: Callable[[str], None]) -> list[Figure]:
    kind = "PostgreSQL" if postgres else "SQLite"
    times: dict[int, dict[str, float]] = {}
    for size in (SMALL, LARGE):
        url = postgres.new_database() if postgres else None
        store = open_store("bench", MetaData(), url, folder / str(size))
        await store.open()
        await _fill(store, size // LINES, say)
        times[size] = {read.name: await _median_ms(store, read, size // LINES) for read in READS}
        await store.close()
    return [_figure(read.name, kind, times[LARGE][read.name], times[SMALL][read.name]) for read in READS]


def _figure(name: str, kind: str, large: float, small: float) -> Figure:
    if large <= ENOUGH_MS:
        return Figure(f"{name}, a million lines, {kind}", large, "ms", ENOUGH_MS, beside=f"{small:.2f} ms of 10,000")
    return Figure(f"{name}, a million lines, {kind}", large, "ms", 1.5, small, "of 10,000", less_is_better=True)


async def _median_ms(store: Store, read: Read, journeys: int) -> float:
    taken = []
    for _ in range(15):
        began = time.perf_counter()
        await store.core_read(read.ask, journeys)
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken[3:])


async def _fill(store: Store, journeys: int, say: Callable[[str], None]) -> None:
    await sandbox.create(store, SANDBOX, lambda tx: None, life=LIFE)
    began = time.perf_counter()
    for start in range(0, journeys, TOGETHER):
        await store.core_write(_write, range(start, min(start + TOGETHER, journeys)))
    await store.core_write(lambda c: c.execute(update(outbox).values(sent_at=1)))
    if isinstance(store, PostgresStore):  # as it has done itself after so many units
        await store.core_write(lambda c: c.execute(text("ANALYZE")))
    say(f"a journal of {journeys * LINES:,} lines in {time.perf_counter() - began:.0f} s")


def _write(connection: Connection, numbers: range) -> None:
    recording = Recording()
    for number in numbers:
        journey = _journey(number)
        recording.steps += _lines(number, journey)
        recording.outgoing += [
            (LIFE, f"event-{number:08d}-{at}", journey, kind, True, b"{}", number) for at, kind in enumerate(TYPES)
        ]
        recording.facts[LIFE, journey] = {
            "number": f"2026{number:08d}", "project_code": f"2403-410105-04-01-{number:06d}",
            "project_name": f"示例市民服务中心项目{number % 97}号", "scenario": "buildings",
        }  # fmt: skip
    recording.write(connection)


def _lines(number: int, journey: str) -> Iterator[Step]:
    for at in range(LINES):
        moment = number * 1_000_000 + at * 1000
        kind = "state" if at % 3 else "event"
        yield Step(
            moment, LIFE, kind, "material", "uploaded", journey, detail='{"a": 1}', recorded_at=moment
        )  # fmt: skip
