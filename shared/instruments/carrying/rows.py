"""Rows of a life, page by page, and put into one that is being built."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, MetaData, Table, insert, select, tuple_
from sqlalchemy.exc import DataError, IntegrityError

from shared.errors import NotFound
from shared.instruments.carrying.judging import judge
from shared.instruments.carrying.shapes import Misfit, carried, line_of, row_of
from shared.instruments.contract.carried import CarriedLines, TableShape
from shared.store.tables import infrastructure, sandboxes

TOGETHER = 200
MOST_CHARACTERS = 1 << 20


def tables_of(metadata: MetaData) -> dict[str, Table]:
    """By name, those with rows of a life; no row names one of a later table."""
    both = (*infrastructure.sorted_tables, *metadata.sorted_tables)
    return {table.name: table for table in both if table is not sandboxes}


def shapes_of(metadata: MetaData) -> list[TableShape]:
    """What they are called."""
    return [
        TableShape(name=name, columns=[column.name for column in carried(table)])
        for name, table in tables_of(metadata).items()
    ]


def lines_of(connection: Connection, metadata: MetaData, life: int, name: str, after: str | None) -> CarriedLines:
    """Up to `TOGETHER` rows, in the order of their keys. Raises NotFound."""
    table = _table(metadata, name)
    columns, key = carried(table), [column for column in table.primary_key.columns if column.name != "life"]
    wanted = select(*columns, *key).where(table.c.life == life).order_by(*key).limit(TOGETHER)
    if after is not None:
        wanted = wanted.where(tuple_(*key) > tuple_(*from_json(after)))
    lines: list[str] = []
    last: Sequence[Any] = ()
    for row in connection.execute(wanted):
        lines.append(line_of(row[: len(columns)], columns))
        last = row[len(columns) :]
        if sum(map(len, lines)) > MOST_CHARACTERS:
            break
    return CarriedLines(items=lines, after=to_json(list(last)).decode() if lines else None)


def put_lines(
    connection: Connection, metadata: MetaData, life: int, name: str, lines: Sequence[str], first: int
) -> None:
    """Write them into a life that nobody is in yet. Raises Misfit naming the line, NotFound."""
    table = _table(metadata, name)
    building = select(sandboxes.c.life).where(
        sandboxes.c.life == life, ~sandboxes.c.switched_on, sandboxes.c.kept_as.is_(None)
    )
    if connection.scalar(building) is None:
        raise NotFound
    rows = []
    for number, line in enumerate(lines, first):
        try:
            row = row_of(line, table)
            judge(name, row)
        except Misfit as misfit:
            raise Misfit(f"line {number}: {misfit}") from misfit
        rows.append({"life": life, **row})
    try:
        connection.execute(insert(table), rows)
    except (IntegrityError, DataError) as error:
        raise Misfit(f"lines {first} to {first + len(lines) - 1}: a row that cannot stand beside the others") from error


def _table(metadata: MetaData, name: str) -> Table:
    table = tables_of(metadata).get(name)
    if table is None:
        raise NotFound
    return table
