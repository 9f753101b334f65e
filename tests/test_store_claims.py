"""Claims are made for many transactions at once, statements go round the ORM: neither they nor sandboxes notice."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, delete, select, update
from sqlmodel import col

from shared.clock import real_micros
from shared.context import Context
from shared.errors import NotFound, SandboxUnknown
from shared.identifiers import new_id
from shared.store import Claim, Rows, Statement, Store, Transaction, here, table_of
from shared.store.statement import Unfiltered
from shared.store.tables import inbox
from tests.shared.store.tickets import HERE, LIVES, Remark, Ticket, add, numbers, store

__all__ = ["store"]

_tickets, _remarks = table_of(Ticket), table_of(Remark)
_THIS = (here(_tickets), _tickets.c.id == bindparam("key"))
_HELD = Statement(select(_tickets.c.number).where(*_THIS).with_for_update())
_NUMBER = Statement(update(_tickets).where(*_THIS))
ROWS = Rows(Ticket)


def claim(event: str, sandbox: str = "here") -> Claim:
    return Claim(LIVES.get(sandbox, 99), event, "j", "t", b"", "handled", 1, real_micros())


async def claimed(store: Store) -> list[str]:
    def ids(connection: Connection) -> list[str]:
        return list(connection.scalars(select(inbox.c.event_id).order_by(inbox.c.event_id)))

    return await store.read_core(ids)


async def test_of_copies_that_come_together_one_is_the_first(store: Store) -> None:
    def first(tx: Transaction, event: str) -> str | None:
        return event if tx.claimed else None

    events = [f"{number:02}" for number in range(20)]
    runs = [store.begin(HERE.elsewhere("here"), first, e, claim=claim(e)) for e in events for _ in range(3)]
    assert sorted(event for event in await asyncio.gather(*runs) if event) == events
    assert await claimed(store) == events


async def test_units_of_several_sandboxes_go_together(store: Store) -> None:
    def first(tx: Transaction, number: int) -> tuple[str, bool]:
        add(tx, number)
        return tx.sandbox, tx.claimed

    places = ["here", "there"] * 10
    runs = [
        store.begin(HERE.elsewhere(place), first, n, claim=claim(f"{n:02}", place) if n % 3 else None)
        for n, place in enumerate(places, 1)
    ]
    assert await asyncio.gather(*runs) == [(place, bool(n % 3)) for n, place in enumerate(places, 1)]
    assert await claimed(store) == [f"{n:02}" for n in range(1, 21) if n % 3]


async def test_who_fails_or_is_refused_has_claimed_nothing_and_its_neighbours_have(store: Store) -> None:
    def maybe(tx: Transaction, number: int) -> None:
        assert tx.claimed
        if number % 3 == 0:
            raise RuntimeError
        if number % 5 == 0:
            raise NotFound
        add(tx, number)

    runs = [store.begin(HERE.elsewhere("here"), maybe, n, claim=claim(f"{n:02}")) for n in range(1, 31)]
    outcomes = await asyncio.gather(*runs, return_exceptions=True)
    well = [n for n in range(1, 31) if n % 3 and n % 5]
    assert [n for n, outcome in enumerate(outcomes, 1) if outcome is None] == well
    assert await claimed(store) == [f"{n:02}" for n in well]


async def test_nothing_is_claimed_for_a_life_that_is_not_there(store: Store) -> None:
    def is_first(tx: Transaction) -> bool:
        return tx.claimed

    for context in (Context(sandbox="nowhere"), Context(sandbox="here", life=99)):
        with pytest.raises(SandboxUnknown):
            await store.begin(context, is_first, claim=claim("1", "nowhere"))
    assert await claimed(store) == []


def increase(tx: Transaction, ticket: str) -> None:
    (row,) = tx.rows(_HELD, {"key": ticket})
    tx.later(_NUMBER, {"key": ticket, "number": row.number + 1})


def increase_by_ten(tx: Transaction, ticket: str) -> None:
    row = tx.locked(Ticket, ticket)
    assert row is not None
    row.number += 10


async def test_by_statement_or_by_object_nobody_loses_anything_of_another(store: Store) -> None:
    """All change the same rows at once, whatever group they fall into."""
    tickets = [await store.run(HERE, add, number) for number in (1000, 2000, 3000)]
    await asyncio.gather(
        *(store.run(HERE.elsewhere("here"), action, ticket)
          for _ in range(8) for action in (increase_by_ten, increase, increase) for ticket in tickets)
    )  # fmt: skip
    assert await store.look(HERE, numbers) == [0, 1096, 2096, 3096]


def change_later(tx: Transaction, ticket: str) -> None:
    tx.later(_NUMBER, {"key": ticket, "number": 5})


def change_by_a_statement(tx: Transaction, ticket: str) -> None:
    tx.execute(update(_tickets).where(_tickets.c.id == ticket).values(number=5))


def change_an_object(tx: Transaction, ticket: str) -> None:
    tx.get_one(Ticket, ticket).number = 5


@pytest.mark.parametrize("change", [change_later, change_by_a_statement, change_an_object])
async def test_a_statement_finds_what_its_own_unit_changed(
    store: Store, change: Callable[[Transaction, str], None]
) -> None:
    ticket = await store.run(HERE, add, 1)

    def change_and_ask(tx: Transaction) -> Any:
        change(tx, ticket)
        return tx.rows(_HELD, {"key": ticket})[0].number

    assert await store.run(HERE, change_and_ask) == 5


async def test_a_statement_sees_its_own_sandbox_only(store: Store) -> None:
    ticket = await store.run(HERE, add, 1)
    there = HERE.elsewhere("there")
    assert await store.run(there, lambda tx: tx.rows(_HELD, {"key": ticket})) == []
    await store.run(there, lambda tx: tx.later(_NUMBER, {"key": ticket, "number": 7}))
    assert await store.look(HERE, numbers) == [0, 1]


@pytest.mark.parametrize(
    "statement",
    [
        select(_tickets.c.number),
        select(_tickets.c.number).where(_tickets.c.life == 11),
        select(_tickets.c.number, _remarks.c.text).join(_remarks).where(here(_tickets)),
        select(select(_tickets.c.number).where(_tickets.c.id == bindparam("key")).scalar_subquery()),
        select(_tickets.alias("other").c.number),
        update(_tickets).where(_tickets.c.id == bindparam("key")),
        delete(_tickets),
    ],
)
def test_a_statement_that_would_see_other_sandboxes_is_refused(statement: Any) -> None:
    with pytest.raises(Unfiltered):
        Statement(statement)


async def test_rows_left_for_later_arrive_as_they_were(store: Store) -> None:
    """Many at once, with what is easily mistaken: quotes, braces, NULL, nothing at all."""
    labels = ['"', "\\", "{}", ",", "NULL", "", " 空 ", "'", "a\nb", "\u3000"]
    at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def write(tx: Transaction, number: int, label: str) -> None:
        moment = at if number % 2 else None
        facts = {"说": [label, None, 1.5]}
        tx.later(ROWS, {
            "id": new_id(), "number": number, "label": label, "at": moment, "facts": facts,
        })  # fmt: skip

    await asyncio.gather(
        *(store.run(HERE.elsewhere("here"), write, number, label) for number, label in enumerate(labels, 1))
    )
    rows = await store.look(
        HERE, lambda tx: [
            (row.label, row.at, json.dumps(row.facts)) for row in
            tx.scalars(select(Ticket).where(col(Ticket.number) > 0).order_by(col(Ticket.number)))
        ]
    )  # fmt: skip
    assert rows == [
        (label, at if number % 2 else None, json.dumps({"说": [label, None, 1.5]}))
        for number, label in enumerate(labels, 1)
    ]
