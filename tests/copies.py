"""A copy of all that a service has of a sandbox, as it lies in its tables, beside the original with the same ids."""

from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, create_engine, insert, select

from shared.store.tables import infrastructure, sandboxes

SEQUENCES = {"outbox": ("seq",), "journal": ("seq", "tx")}
"""Where a row stands in the order of writing: the copy is written after all others."""


def copy_rows(url: str, own: MetaData, name: str, other: str) -> None:
    """All rows of the life that `name` is in, once more: the sandbox `other` is in that copy."""
    engine = create_engine(url)
    with engine.begin() as connection:
        copy_life(connection, own, name, other)
    engine.dispose()


def copy_life(connection: Connection, own: MetaData, name: str, other: str) -> int:
    """The same on a connection; the number of the copy."""
    wanted = select(sandboxes.c.life).where(sandboxes.c.name == name, sandboxes.c.switched_on)
    life: int = connection.execute(wanted).scalar_one()
    for table in (*infrastructure.sorted_tables, *own.sorted_tables):
        _copy(connection, table, life, other)
    return life + 1


def _copy(connection: Connection, table: Table, life: int, other: str) -> None:
    changed = {"life": life + 1} | ({"name": other} if table.name == "sandbox" else {})
    rows = [
        dict(row)
        for row in connection.execute(select(table).where(table.c.life == life).order_by(*_order(table))).mappings()
    ]
    for row in rows:
        row.update(changed)
        for column in SEQUENCES.get(table.name, ()):
            del row[column]
    if rows:
        connection.execute(insert(table), rows)


def _order(table: Table) -> list[Column[Any]]:
    return [table.c[name] for name in SEQUENCES.get(table.name, ())]
