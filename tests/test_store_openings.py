"""What a unit begins with may be done for many units at once: none is to notice."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, select, update
from sqlmodel import col

from shared.clock import real_micros
from shared.errors import NotFound, SandboxUnknown
from shared.identifiers import new_id
from shared.store import Claim, Opening, Prepared, Question, Rows, Store, Unit, asks_first
from shared.store.tables import inbox
from tests.shared.store.tickets import HERE, Ticket, add, numbers, store

__all__ = ["store"]

_tickets = Ticket.__table__  # type: ignore[attr-defined]
_HELD = Prepared(select(_tickets.c.number).where(_tickets.c.id == bindparam("key")).with_for_update())
_NUMBER = Prepared(update(_tickets).where(_tickets.c.id == bindparam("key")))
ROWS = Rows(_tickets)


def claim(event: str, sandbox: str = "here", recorded: int | None = None) -> Opening:
    now = real_micros()
    return Opening(Claim(event, sandbox, "j", "t", b"", "handled", 1, now, now if recorded is None else recorded))


async def claimed(store: Store) -> list[str]:
    def ids(connection: Connection) -> list[str]:
        return list(connection.scalars(select(inbox.c.event_id).order_by(inbox.c.event_id)))

    return await store.read_core(ids)


async def test_of_copies_that_come_together_one_is_the_first(store: Store) -> None:
    def first(unit: Unit, event: str) -> str | None:
        return event if unit.claimed else None

    events = [f"{number:02}" for number in range(20)]
    runs = [store.begin(HERE.elsewhere("here"), first, e, opening=claim(e)) for e in events for _ in range(3)]
    assert sorted(event for event in await asyncio.gather(*runs) if event) == events
    assert await claimed(store) == events


async def test_units_of_several_sandboxes_go_together(store: Store) -> None:
    def first(unit: Unit, number: int) -> tuple[str, bool]:
        add(unit, number)
        return unit.sandbox, unit.claimed

    places = ["here", "there"] * 10
    runs = [
        store.begin(HERE.elsewhere(place), first, n, opening=claim(f"{n:02}", place) if n % 3 else None)
        for n, place in enumerate(places, 1)
    ]
    assert await asyncio.gather(*runs) == [(place, bool(n % 3)) for n, place in enumerate(places, 1)]
    assert await claimed(store) == [f"{n:02}" for n in range(1, 21) if n % 3]


async def test_who_fails_or_is_refused_has_claimed_nothing_and_its_neighbours_have(store: Store) -> None:
    def maybe(unit: Unit, number: int) -> None:
        assert unit.claimed
        if number % 3 == 0:
            raise RuntimeError
        if number % 5 == 0:
            raise NotFound
        add(unit, number)

    runs = [store.begin(HERE.elsewhere("here"), maybe, n, opening=claim(f"{n:02}")) for n in range(1, 31)]
    outcomes = await asyncio.gather(*runs, return_exceptions=True)
    well = [n for n in range(1, 31) if n % 3 and n % 5]
    assert [n for n, outcome in enumerate(outcomes, 1) if outcome is None] == well
    assert await claimed(store) == [f"{n:02}" for n in well]


async def test_nothing_is_claimed_without_its_sandbox_or_from_before_it_was_made(store: Store) -> None:
    def is_first(unit: Unit) -> bool:
        return unit.claimed

    with pytest.raises(SandboxUnknown):
        await store.begin(HERE.elsewhere("nowhere"), is_first, opening=claim("1", "nowhere"))
    assert not await store.begin(HERE, is_first, opening=claim("2", recorded=1))
    assert await claimed(store) == []


def _held(sandbox: str, ticket: str) -> Question:
    return _HELD, {"key": ticket}


@asks_first(_held)
def increase(unit: Unit, ticket: str) -> None:
    (row,) = unit.rows(*_held(unit.sandbox, ticket))
    unit.later(_NUMBER, {"key": ticket, "number": row.number + 1})


def increase_by_ten(unit: Unit, ticket: str) -> None:
    row = unit.locked(Ticket, ticket)
    assert row is not None
    row.number += 10


async def test_who_told_what_it_asks_first_and_who_did_not_lose_nothing_of_each_other(store: Store) -> None:
    """All change the same rows at once, whatever group they fall into."""
    tickets = [await store.run(HERE, add, number) for number in (1000, 2000, 3000)]
    await asyncio.gather(
        *(store.run(HERE.elsewhere("here"), action, ticket)
          for _ in range(8) for action in (increase_by_ten, increase, increase) for ticket in tickets)
    )  # fmt: skip
    assert await store.look(HERE, numbers) == [0, 1096, 2096, 3096]


FIVE = dict.fromkeys(("sqlite", "postgresql"), "UPDATE ticket SET number = 5 WHERE number = 1 RETURNING id")


def change_at_once(unit: Unit, ticket: str) -> None:
    unit.sql(FIVE, ())


def change_later(unit: Unit, ticket: str) -> None:
    unit.later(_NUMBER, {"key": ticket, "number": 5})


def change_by_a_statement(unit: Unit, ticket: str) -> None:
    unit.execute(update(_tickets).where(_tickets.c.id == ticket).values(number=5))


def change_an_object(unit: Unit, ticket: str) -> None:
    unit.get_one(Ticket, ticket).number = 5


@pytest.mark.parametrize("change", [change_at_once, change_later, change_by_a_statement, change_an_object])
async def test_what_was_told_is_not_believed_after_a_change(store: Store, change: Callable[[Unit, str], None]) -> None:
    ticket = await store.run(HERE, add, 1)

    @asks_first(_held)
    def change_and_ask(unit: Unit, ticket: str) -> Any:
        change(unit, ticket)
        return unit.rows(*_held(unit.sandbox, ticket))[0].number

    assert await store.run(HERE, change_and_ask, ticket) == 5


async def test_rows_left_for_later_arrive_as_they_were(store: Store) -> None:
    """Many at once, with what is easily mistaken: quotes, braces, NULL, nothing at all."""
    labels = ['"', "\\", "{}", ",", "NULL", "", " 空 ", "'", "a\nb", "\u3000"]
    at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def write(unit: Unit, number: int, label: str) -> None:
        moment = at if number % 2 else None
        facts = {"说": [label, None, 1.5]}
        unit.later(ROWS, {
            "id": new_id(), "sandbox": unit.sandbox, "number": number, "label": label, "at": moment, "facts": facts,
        })  # fmt: skip

    await asyncio.gather(
        *(store.run(HERE.elsewhere("here"), write, number, label) for number, label in enumerate(labels, 1))
    )
    rows = await store.look(
        HERE, lambda unit: [
            (row.label, row.at, json.dumps(row.facts)) for row in
            unit.scalars(select(Ticket).where(col(Ticket.number) > 0).order_by(col(Ticket.number)))
        ]
    )  # fmt: skip
    assert rows == [
        (label, at if number % 2 else None, json.dumps({"说": [label, None, 1.5]}))
        for number, label in enumerate(labels, 1)
    ]
