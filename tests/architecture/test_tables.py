"""Every row has a sandbox, and every table finds its rows by it: a unit of work sees nothing else."""

import pytest
from sqlalchemy import MetaData, Table, UniqueConstraint

import services.gateway.portal.tables
import services.hall.tables
import services.review.tables
import services.sms.tables

ALL: list[MetaData] = [
    service.tables.Row.metadata
    for service in (services.hall, services.review, services.sms, services.gateway.portal)
]  # fmt: skip


def keys(table: Table) -> list[list[str]]:
    unique = [[*key.columns] for key in table.constraints if isinstance(key, UniqueConstraint)]
    found = [[*table.primary_key.columns], *unique, *([*index.columns] for index in table.indexes)]
    return [[column.name for column in columns] for columns in found]


@pytest.mark.parametrize("table", [table for metadata in ALL for table in metadata.sorted_tables], ids=str)
def test_a_key_or_an_index_begins_with_the_sandbox(table: Table) -> None:
    assert any(key[0] == "sandbox" for key in keys(table) if key)
