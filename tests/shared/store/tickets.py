"""A store of tickets, on SQLite and on PostgreSQL, for the tests of what every store promises."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import JSON, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import registry
from sqlmodel import Field, col

from shared import sandbox
from shared.context import Context
from shared.errors import Problem
from shared.identifiers import new_id
from shared.store import Insertion, Instant, Sandboxed, Store, Transaction, open_store
from tests.engines.postgres import PostgreSQL

HERE, THERE = Context(sandbox="here"), Context(sandbox="there")
LIVES = {"here": 11, "there": 12}


class Row(Sandboxed, registry=registry()):
    """A row of the contract's own tables."""


class Ticket(Row, table=True):
    """Something with a natural key."""

    __table_args__ = (UniqueConstraint("life", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    number: int
    label: str = ""
    at: datetime | None = Field(default=None, sa_type=Instant)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Remark(Row, table=True):
    """Something that belongs to a ticket."""

    __table_args__ = (ForeignKeyConstraint(["life", "ticket_id"], ["ticket.life", "ticket.id"]),)

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str
    text: str


INSERT = Insertion(Ticket)


class WrongCode(Problem):
    """A refusal that is counted."""

    keeps_changes: ClassVar[bool] = True


def seed(tx: Transaction) -> None:
    tx.add(Ticket(number=0, label="seed"))


@asynccontextmanager
async def opened(url: str | None, folder: Path) -> AsyncIterator[Store]:
    store = open_store("contract", Row.metadata, url, folder)
    await store.open()
    for name, life in LIVES.items():
        await sandbox.create(store, name, seed, life=life)
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


def add(tx: Transaction, number: int, label: str = "") -> str:
    ticket = Ticket(number=number, label=label, at=tx.now())
    tx.add(ticket)
    return ticket.id


def numbers(tx: Transaction) -> list[int]:
    return list(tx.scalars(select(col(Ticket.number)).order_by(col(Ticket.number))))
