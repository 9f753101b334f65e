"""What every store promises, on SQLite and on PostgreSQL."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import JSON, Connection, UniqueConstraint, func, insert, select, update
from sqlalchemy.orm import aliased, registry
from sqlmodel import Field, col

from shared import sandbox
from shared.clock import Clock, to_micros
from shared.context import Context
from shared.errors import Conflict, Problem, RequestInvalid, SandboxUnknown, TokenExpired, Unavailable
from shared.events.hall import ApplicationWithdrawn
from shared.identifiers import new_id
from shared.store import Instant, Prepared, Sandboxed, Store, StoreFailed, Unit, open_store
from shared.store.tables import infrastructure, journal, outbox
from tests.engines.postgres import PostgreSQL

HERE, THERE = Context(sandbox="here"), Context(sandbox="there")


class Row(Sandboxed, registry=registry()):
    """A row of the contract's own tables."""


class Ticket(Row, table=True):
    """Something with a natural key."""

    __table_args__ = (UniqueConstraint("sandbox", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    number: int
    label: str = ""
    at: datetime | None = Field(default=None, sa_type=Instant)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Remark(Row, table=True):
    """Something that belongs to a ticket."""

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="ticket.id")
    text: str


LATER = Prepared(insert(Ticket.__table__))  # type: ignore[attr-defined]


class WrongCode(Problem):
    """A refusal that is counted."""

    keeps_changes: ClassVar[bool] = True


def seed(unit: Unit) -> None:
    unit.add(Ticket(number=0, label="seed"))


@asynccontextmanager
async def opened(url: str | None, folder: Path) -> AsyncIterator[Store]:
    store = open_store("contract", Row.metadata, url, folder)
    await store.open()
    for name in ("here", "there"):
        await sandbox.create(store, name, seed)
    yield store
    await store.close()


@pytest.fixture(params=["sqlite", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    url = None
    if request.param == "postgres":
        server: PostgreSQL = request.getfixturevalue("postgres")
        url = server.new_database()
    async with opened(url, tmp_path) as store:
        yield store


def add(unit: Unit, number: int, label: str = "") -> str:
    ticket = Ticket(number=number, label=label, at=unit.now())
    unit.add(ticket)
    return ticket.id


def numbers(unit: Unit) -> list[int]:
    return list(unit.scalars(select(col(Ticket.number)).order_by(col(Ticket.number))))


async def test_what_is_written_can_be_read_at_once(store: Store) -> None:
    await store.run(HERE, add, 1)
    assert await store.look(HERE, numbers) == [0, 1]


async def test_a_sandbox_sees_its_own_rows_only(store: Store) -> None:
    ticket = await store.run(HERE, add, 1, "mine")

    def peek(unit: Unit) -> list[Any]:
        other = aliased(Ticket)
        numbered = select(col(other.id)).where(col(other.number) == 1)
        stolen = update(Ticket).where(col(Ticket.id) == ticket).values(label="stolen").returning(col(Ticket.id))
        return [
            unit.get(Ticket, ticket),
            unit.locked(Ticket, ticket),
            unit.scalars(select(Ticket).where(col(Ticket.id) == ticket)).first(),
            unit.scalars(select(col(other.label)).where(col(other.id) == ticket)).first(),
            unit.scalars(select(col(Ticket.label)).where(col(Ticket.id).in_(numbered))).first(),
            unit.scalars(stolen).first(),
        ]

    assert await store.run(THERE, peek) == [None] * 6
    assert await store.run(THERE, lambda unit: unit.scalar(select(func.count()).select_from(Ticket))) == 1
    assert await store.look(HERE, lambda unit: unit.scalars(select(col(Ticket.label))).all()) == ["seed", "mine"]


async def test_a_join_is_filtered_on_both_sides(store: Store) -> None:
    ticket = await store.run(HERE, add, 1)
    await store.run(HERE, lambda unit: unit.add(Remark(ticket_id=ticket, text="hello")))
    joined = select(col(Remark.text)).join(Ticket, col(Ticket.id) == Remark.ticket_id)
    assert await store.look(HERE, lambda unit: unit.scalars(joined).all()) == ["hello"]
    assert await store.look(THERE, lambda unit: unit.scalars(joined).all()) == []


async def test_natural_keys_are_unique_in_a_sandbox_not_across(store: Store) -> None:
    await store.run(HERE, add, 1)
    await store.run(THERE, add, 1)
    with pytest.raises(Conflict):
        await store.run(HERE, add, 1)
    assert await store.look(HERE, numbers) == [0, 1]


async def test_an_action_that_fails_leaves_nothing(store: Store) -> None:
    def fail(unit: Unit) -> None:
        add(unit, 1)
        unit.flush()
        unit.record(ApplicationWithdrawn(application_id="a", project_code="c", reason="r"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await store.run(HERE, fail)
    assert await store.look(HERE, numbers) == [0]
    assert await store.read_core(lambda c: c.scalar(select(func.count()).select_from(outbox))) == 0


async def test_one_failing_unit_does_not_hurt_its_neighbours(store: Store) -> None:
    """They may share one commit."""

    def maybe(unit: Unit, number: int) -> None:
        add(unit, number)
        unit.flush()
        unit.record(ApplicationWithdrawn(application_id=str(number), project_code="c", reason="r"))
        if number % 3 == 0:
            raise RuntimeError

    await asyncio.gather(*(store.run(HERE.elsewhere("here"), maybe, n) for n in range(1, 40)), return_exceptions=True)
    well = [n for n in range(1, 40) if n % 3]
    assert await store.look(HERE, numbers) == [0, *well]
    bodies = await store.read_core(lambda c: list(c.scalars(select(outbox.c.body))))
    assert sorted(int(json.loads(body)["data"]["application_id"]) for body in bodies) == well


async def test_what_is_written_later_is_there_for_whoever_asks_in_the_unit(store: Store) -> None:
    def write(unit: Unit, number: int) -> list[int]:
        unit.later(LATER, {"sandbox": unit.sandbox, "id": new_id(), "number": number, "label": "", "facts": {}})
        return numbers(unit) if number == 1 else []

    assert await store.run(HERE, write, 1) == [0, 1]
    await store.run(HERE, write, 2)
    assert await store.look(HERE, numbers) == [0, 1, 2]
    with pytest.raises(Conflict):
        await store.run(HERE, write, 2)
    assert await store.look(HERE, numbers) == [0, 1, 2]


async def test_a_refusal_may_keep_what_was_written(store: Store) -> None:
    def count_and_refuse(unit: Unit) -> None:
        add(unit, 1)
        raise WrongCode

    with pytest.raises(WrongCode):
        await store.run(HERE, count_and_refuse)
    assert await store.look(HERE, numbers) == [0, 1]


async def test_read_modify_write_of_a_locked_row_loses_nothing(store: Store) -> None:
    ticket = await store.run(HERE, add, 1000)

    def increase(unit: Unit) -> None:
        row = unit.locked(Ticket, ticket)
        assert row is not None
        row.number += 1

    await asyncio.gather(*(store.run(HERE, increase) for _ in range(40)))
    assert await store.look(HERE, numbers) == [0, 1040]


async def test_units_that_collide_on_a_natural_key_are_run_again(store: Store) -> None:
    """Get-or-create by forty at once makes one row, and nobody is refused."""

    def get_or_create(unit: Unit) -> str:
        found = unit.scalars(select(Ticket).where(col(Ticket.number) == 7)).first()
        return found.id if found else add(unit, 7)

    ids = await asyncio.gather(*(store.run(HERE, get_or_create) for _ in range(40)))
    assert len(set(ids)) == 1
    assert await store.look(HERE, numbers) == [0, 7]


async def test_events_and_steps_are_in_the_transaction_that_recorded_them(store: Store) -> None:
    def withdraw(unit: Unit) -> None:
        unit.journey = "j"
        unit.state("application", "withdrawn", leader_phone="13800000001")
        unit.record(ApplicationWithdrawn(application_id="a", project_code="c", reason="r"))

    await store.run(Context(sandbox="here"), withdraw)

    def written(connection: Connection) -> tuple[list[Any], list[Any]]:
        return list(connection.execute(select(outbox))), list(connection.execute(select(journal).order_by("seq")))

    events, steps = await store.read_core(written)
    envelope = json.loads(events[0].body)
    assert (envelope["id"], envelope["type"], envelope["journey"], envelope["sandbox"], envelope["data"]["reason"]) == (
        events[0].id, "hall.application.withdrawn", "j", "here", "r",
    )  # fmt: skip
    assert [(step.kind, step.name, step.status) for step in steps] == [
        ("state", "application", "withdrawn"),
        ("event", "hall.application.withdrawn", "emitted"),
    ]
    assert json.loads(steps[0].detail) == {"leader_phone": "138****0001"}


async def test_on_sqlite_readers_cannot_write(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as store:
        with pytest.raises(Exception, match=r"attempt to write"):
            await store.look(HERE, lambda unit: unit.execute(insert(Ticket).values(id="x", sandbox="here", number=9)))


async def test_times_come_back_exactly_and_in_beijing_time(store: Store) -> None:
    moment = datetime.fromisoformat("2026-05-18T09:30:00.123456+00:00")
    ticket = await store.run(HERE, add, 1)

    def keep(unit: Unit) -> None:
        row = unit.locked(Ticket, ticket)
        assert row is not None
        row.at = moment

    await store.run(HERE, keep)
    at = await store.look(HERE, lambda unit: unit.scalar(select(col(Ticket.at)).where(col(Ticket.id) == ticket)))
    assert at == moment and at.utcoffset() == timedelta(hours=8)


async def test_each_sandbox_has_its_own_clock(store: Store) -> None:
    moment = datetime.fromisoformat("2030-01-01T00:00:00+08:00")
    await sandbox.set_clock(store, "here", Clock(frozen_at=to_micros(moment)))
    assert await store.run(HERE, lambda unit: unit.now()) == moment
    assert await store.look(HERE, lambda unit: unit.now()) == moment
    assert (await store.run(THERE, lambda unit: unit.now())).year < 2030


async def test_a_token_expires_by_the_sandboxs_clock(store: Store) -> None:
    soon = Context(sandbox="here", token_expires_at=to_micros(datetime.fromisoformat("2029-01-01T00:00:00+08:00")))
    await store.look(soon, numbers)
    await sandbox.set_clock(store, "here", Clock(frozen_at=to_micros(datetime.fromisoformat("2030-01-01T00:00+08:00"))))
    with pytest.raises(TokenExpired):
        await store.look(soon, numbers)


async def test_the_same_seed_gives_the_same_randomness(store: Store) -> None:
    drawn = []
    for _ in range(2):
        await sandbox.create(store, "dice", seed, random_seed=42)
        drawn.append(await store.run(Context(sandbox="dice"), lambda unit: unit.random.randrange(10**9)))
        await sandbox.remove(store, "dice")
    assert drawn[0] == drawn[1]


async def test_an_unknown_sandbox_is_refused(store: Store) -> None:
    with pytest.raises(SandboxUnknown):
        await store.run(Context(sandbox="nowhere"), add, 1)
    with pytest.raises(SandboxUnknown):
        await store.look(Context(sandbox="nowhere"), numbers)


async def test_a_deleted_sandbox_leaves_no_row_even_under_load(store: Store) -> None:
    def busy(unit: Unit, number: int) -> None:
        add(unit, number)
        unit.record(ApplicationWithdrawn(application_id="a", project_code="c", reason="r"))

    async def load() -> None:
        for number in range(1, 200):
            await store.run(Context(sandbox="here"), busy, number)

    loads = [asyncio.create_task(load()) for _ in range(1)]
    await asyncio.sleep(0.05)
    assert await sandbox.remove(store, "here")
    outcome = await asyncio.gather(*loads, return_exceptions=True)
    assert isinstance(outcome[0], SandboxUnknown)
    assert await store.read_core(rows_of, "here") == 0
    assert await store.look(THERE, numbers) == [0]


def rows_of(connection: Connection, name: str) -> int:
    count = 0
    for table in (*Row.metadata.sorted_tables, *infrastructure.sorted_tables):
        column = table.c.name if table.name == "sandbox" else table.c.sandbox
        count += connection.scalar(select(func.count()).select_from(table).where(column == name)) or 0
    return count


async def test_reset_seeds_anew(store: Store) -> None:
    await store.run(HERE, add, 5)
    assert await sandbox.reset(store, "here", seed)
    assert await store.look(HERE, numbers) == [0]
    assert not await sandbox.reset(store, "nowhere", seed)


async def test_text_no_database_can_keep_is_a_refusal_not_a_failure(store: Store) -> None:
    with pytest.raises(RequestInvalid):
        await store.run(HERE, add, 1, "lone \ud800 surrogate")


async def test_postgresql_refuses_nul_as_a_problem(postgres: PostgreSQL, tmp_path: Path) -> None:
    async with opened(postgres.new_database(), tmp_path) as store:
        with pytest.raises(RequestInvalid):
            await store.run(HERE, add, 1, "nul \0 inside")


async def test_actions_do_not_run_on_the_event_loop(store: Store) -> None:
    assert await store.run(HERE, lambda unit: threading.get_ident()) != threading.get_ident()


async def test_a_commit_wakes_whoever_waits(store: Store) -> None:
    changed, recorded = store.changed.ticket(), store.recorded.ticket()
    await store.run(HERE, add, 1)
    await asyncio.sleep(0)
    assert changed.is_set() and not recorded.is_set()


async def test_a_closed_store_says_so(store: Store) -> None:
    await store.close()
    with pytest.raises(Unavailable):
        await store.run(HERE, add, 1)


async def test_a_second_process_is_kept_out_of_a_sqlite_file(tmp_path: Path) -> None:
    first = open_store("contract", Row.metadata, None, tmp_path)
    await first.open()
    second = open_store("contract", Row.metadata, None, tmp_path)
    with pytest.raises(StoreFailed, match="in use"):
        await second.open()
    await first.close()
    await second.open()
    await second.close()


async def test_a_database_of_another_version_is_refused(store: Store, tmp_path: Path) -> None:
    class Other(Sandboxed, registry=registry()):
        """A row of another version."""

    class Extra(Other, table=True):
        """A table today's version does not have."""

        id: str = Field(primary_key=True)

    await store.close()
    url = getattr(store, "url", None)
    with pytest.raises(StoreFailed, match="another version"):
        await open_store("contract", Other.metadata, url, tmp_path).open()


async def test_a_write_is_never_upgraded_from_a_read(tmp_path: Path) -> None:
    """A deferred BEGIN ignores `busy_timeout` when it upgrades; so every write begins as one."""
    store = open_store("contract", Row.metadata, None, tmp_path)
    await store.open()
    await sandbox.create(store, "here", seed)
    seen: list[str] = []
    engine = store._write_engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        connection.connection.dbapi_connection.set_trace_callback(seen.append)
    await store.run(HERE, add, 1)
    assert seen[0] == "BEGIN IMMEDIATE"
    await store.close()
