"""Statements go round the ORM: neither what it holds nor sandboxes notice."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, select, update
from sqlmodel import col

from shared.identifiers import new_id
from shared.store import Insertion, Statement, Store, Transaction, here, table_of
from shared.store.statement import Unfiltered
from tests import within
from tests.shared.store.tickets import HERE, Remark, Ticket, add, numbers, store

__all__ = ["store"]

_tickets, _remarks = table_of(Ticket), table_of(Remark)
_THIS = (here(_tickets), _tickets.c.id == bindparam("key"))
_HELD = Statement(select(_tickets.c.number).where(*_THIS).with_for_update())
_NUMBER = Statement(update(_tickets).where(*_THIS))
INSERT = Insertion(Ticket)


def increase(tx: Transaction, ticket: str) -> None:
    (row,) = tx.run(_HELD, {"key": ticket})
    tx.run(_NUMBER, {"key": ticket, "number": row.number + 1})


def increase_by_ten(tx: Transaction, ticket: str) -> None:
    row = tx.locked(Ticket, ticket)
    assert row is not None
    row.number += 10


async def test_by_statement_or_by_object_nobody_loses_anything_of_another(store: Store) -> None:
    """All change the same rows at once, whatever group they fall into."""
    tickets = [await within.write(store, HERE, add, number) for number in (1000, 2000, 3000)]
    await asyncio.gather(
        *(within.write(store, HERE.elsewhere("here"), action, ticket)
          for _ in range(8) for action in (increase_by_ten, increase, increase) for ticket in tickets)
    )  # fmt: skip
    assert await within.read(store, HERE, numbers) == [0, 1096, 2096, 3096]


def change_by_a_prepared_statement(tx: Transaction, ticket: str) -> None:
    tx.run(_NUMBER, {"key": ticket, "number": 5})


def change_by_a_statement(tx: Transaction, ticket: str) -> None:
    tx.execute(update(_tickets).where(_tickets.c.id == ticket).values(number=5))


def change_an_object(tx: Transaction, ticket: str) -> None:
    tx.get_one(Ticket, ticket).number = 5


@pytest.mark.parametrize("change", [change_by_a_prepared_statement, change_by_a_statement, change_an_object])
async def test_a_statement_finds_what_its_own_unit_changed(
    store: Store, change: Callable[[Transaction, str], None]
) -> None:
    ticket = await within.write(store, HERE, add, 1)

    def change_and_ask(tx: Transaction) -> Any:
        change(tx, ticket)
        return tx.run(_HELD, {"key": ticket})[0].number

    assert await within.write(store, HERE, change_and_ask) == 5


async def test_a_statement_sees_its_own_sandbox_only(store: Store) -> None:
    ticket = await within.write(store, HERE, add, 1)
    there = HERE.elsewhere("there")
    assert await within.write(store, there, lambda tx: tx.run(_HELD, {"key": ticket})) == []
    await within.write(store, there, lambda tx: tx.run(_NUMBER, {"key": ticket, "number": 7}))
    assert await within.read(store, HERE, numbers) == [0, 1]


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


async def test_inserted_rows_arrive_as_they_were(store: Store) -> None:
    """Many at once, with what is easily mistaken: quotes, braces, NULL, nothing at all."""
    labels = ['"', "\\", "{}", ",", "NULL", "", " 空 ", "'", "a\nb", "\u3000"]
    at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def write(tx: Transaction, number: int, label: str) -> None:
        moment = at if number % 2 else None
        facts = {"说": [label, None, 1.5]}
        tx.run(INSERT, {
            "id": new_id(), "number": number, "label": label, "at": moment, "facts": facts,
        })  # fmt: skip

    await asyncio.gather(
        *(within.write(store, HERE.elsewhere("here"), write, number, label) for number, label in enumerate(labels, 1))
    )
    rows = await within.read(store,
        HERE, lambda tx: [
            (row.label, row.at, json.dumps(row.facts)) for row in
            tx.scalars(select(Ticket).where(col(Ticket.number) > 0).order_by(col(Ticket.number)))
        ]
    )  # fmt: skip
    assert rows == [
        (label, at if number % 2 else None, json.dumps({"说": [label, None, 1.5]}))
        for number, label in enumerate(labels, 1)
    ]
