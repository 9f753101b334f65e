"""Every row has a life, and every key begins with it: a copy of all rows can stand beside them with the same ids."""

from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

import services.gateway.portal.tables
import services.gateway.webhooks.tables
import services.hall.tables
import services.review.tables
import services.sms.tables
from shared.store import NAMES_A_FILE
from shared.store.tables import infrastructure, sandboxes

OWN: list[MetaData] = [
    service.tables.Row.metadata
    for service in (services.hall, services.review, services.sms, services.gateway.portal)
]  # fmt: skip
ALL = [*(table for metadata in OWN for table in metadata.sorted_tables), *infrastructure.sorted_tables]
ORDER_OF_WRITING = ["seq"]
"""Where a row stands in outbox and journal: a copy gets a place of its own, and nothing refers to it."""


def keys_without_a_life(table: Table) -> list[list[str]]:
    """Unique and foreign keys that a copy of a row would share with it."""
    kinds = (PrimaryKeyConstraint, UniqueConstraint, ForeignKeyConstraint)
    found = [[*key.columns.keys()] for key in table.constraints if isinstance(key, kinds)]
    found += [[*index.columns.keys()] for index in table.indexes if index.unique]
    return [key for key in found if key[0] != "life" and key != ORDER_OF_WRITING]


@pytest.mark.parametrize("table", [table for table in ALL if table is not sandboxes], ids=str)
def test_every_key_begins_with_the_life(table: Table) -> None:
    assert "life" in table.c
    assert keys_without_a_life(table) == []


def unmarked_files(table: Table) -> list[str]:
    """Columns that hold the key of an upload, by their name, and do not say so: it would be removed all the same."""
    return [c.name for c in table.columns if c.name in ("file_key", "storage_key") and c.info != NAMES_A_FILE["info"]]


@pytest.mark.parametrize("table", ALL, ids=str)
def test_whoever_names_an_upload_says_so(table: Table) -> None:
    assert unmarked_files(table) == []


def test_an_upload_named_unsaid_is_noticed() -> None:
    assert unmarked_files(Table("drawn", MetaData(), Column("file_key", String))) == ["file_key"]


def test_a_key_without_it_is_noticed() -> None:
    columns: list[Column[Any]] = [Column("life", BigInteger, primary_key=True), Column("id", String, primary_key=True)]
    named = Table("named", MetaData(), *columns, Column("name", String, unique=True), Column("code", String))
    Index("named_code", named.c.code, unique=True)
    assert sorted(keys_without_a_life(named)) == [["code"], ["name"]]
    assert keys_without_a_life(Table("bare", MetaData(), Column("id", String, primary_key=True))) == [["id"]]
