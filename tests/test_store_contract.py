"""What every store promises, on SQLite and on PostgreSQL; see also the test_store_… beside it."""

import asyncio
import json
import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from sqlmodel import col

from shared.context import Context
from shared.errors import Conflict, RequestInvalid
from shared.events.hall import ApplicationWithdrawn
from shared.identifiers import new_id
from shared.store import Store, Transaction
from shared.store.tables import journal, outbox
from tests import within
from tests.shared.store.tickets import (
    HERE,
    INSERT,
    Ticket,
    WrongCode,
    add,
    numbers,
    store,
)

__all__ = ["store"]


async def test_what_is_written_can_be_read_at_once(store: Store) -> None:
    await within.write(store, HERE, add, 1)
    assert await within.read(store, HERE, numbers) == [0, 1]


async def test_an_action_that_fails_leaves_nothing(store: Store) -> None:
    def fail(tx: Transaction) -> None:
        add(tx, 1)
        tx.flush()
        tx.record(ApplicationWithdrawn(application_id="a", project_code="c", reason="r"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await within.write(store, HERE, fail)
    assert await within.read(store, HERE, numbers) == [0]
    assert await store.core_read(lambda c: c.scalar(select(func.count()).select_from(outbox))) == 0


async def test_what_is_written_later_is_there_for_whoever_asks_in_the_unit(store: Store) -> None:
    def write(tx: Transaction, number: int) -> list[int]:
        tx.run(INSERT, {"id": new_id(), "number": number, "label": "", "facts": {}})
        return numbers(tx) if number == 1 else []

    assert await within.write(store, HERE, write, 1) == [0, 1]
    await within.write(store, HERE, write, 2)
    assert await within.read(store, HERE, numbers) == [0, 1, 2]
    with pytest.raises(Conflict):
        await within.write(store, HERE, write, 2)
    assert await within.read(store, HERE, numbers) == [0, 1, 2]


async def test_a_refusal_may_keep_what_was_written(store: Store) -> None:
    def count_and_refuse(tx: Transaction) -> None:
        add(tx, 1)
        raise WrongCode

    with pytest.raises(WrongCode):
        await within.write(store, HERE, count_and_refuse)
    assert await within.read(store, HERE, numbers) == [0, 1]


async def test_events_and_steps_are_in_the_transaction_that_recorded_them(store: Store) -> None:
    def withdraw(tx: Transaction) -> None:
        tx.journey = "j"
        tx.state("application", "withdrawn", leader_phone="13800000001")
        tx.record(ApplicationWithdrawn(application_id="a", project_code="c", reason="r"))

    await within.write(store, Context(sandbox="here"), withdraw)

    def written(connection: Connection) -> tuple[list[Any], list[Any]]:
        return list(connection.execute(select(outbox))), list(connection.execute(select(journal).order_by("seq")))

    events, steps = await store.core_read(written)
    envelope = json.loads(events[0].body)
    assert (envelope["id"], envelope["type"], envelope["journey"], envelope["data"]["reason"]) == (
        events[0].id, "hall.application.withdrawn", "j", "r",
    )  # fmt: skip
    assert [(step.kind, step.name, step.status) for step in steps] == [
        ("state", "application", "withdrawn"),
        ("event", "hall.application.withdrawn", "emitted"),
    ]
    assert json.loads(steps[0].detail) == {"leader_phone": "138****0001"}


async def test_times_come_back_exactly_and_in_beijing_time(store: Store) -> None:
    moment = datetime.fromisoformat("2026-05-18T09:30:00.123456+00:00")
    ticket = await within.write(store, HERE, add, 1)

    def keep(tx: Transaction) -> None:
        row = tx.locked(Ticket, ticket)
        assert row is not None
        row.at = moment

    await within.write(store, HERE, keep)
    at = await within.read(store, HERE, lambda tx: tx.scalar(select(col(Ticket.at)).where(col(Ticket.id) == ticket)))
    assert at == moment and at.utcoffset() == timedelta(hours=8)


async def test_text_no_database_can_keep_is_a_refusal_not_a_failure(store: Store) -> None:
    with pytest.raises(RequestInvalid):
        await within.write(store, HERE, add, 1, "lone \ud800 surrogate")


async def test_actions_do_not_run_on_the_event_loop(store: Store) -> None:
    assert await within.write(store, HERE, lambda tx: threading.get_ident()) != threading.get_ident()


async def test_a_commit_wakes_whoever_waits(store: Store) -> None:
    changed, recorded = store.changed.ticket(), store.recorded.ticket()
    await within.write(store, HERE, add, 1)
    await asyncio.sleep(0)
    assert changed.is_set() and not recorded.is_set()
