"""What there is of a life, once more, in another life beside it: in the database, however much it is."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, Table, insert, literal, select

from shared.clock import Clock
from shared.errors import SandboxUnknown
from shared.store import Store
from shared.store.lives import row_of_life
from shared.store.tables import OF_WRITING, infrastructure, sandboxes


@dataclass(frozen=True, slots=True)
class Origin:
    """The life that another begins as a copy of, and the clock it begins with: the same in all services, though one of
    them may be just about to move its own. None: it begins empty, and is filled by who has it begun."""

    life: int | None
    clock: Clock


def origin_of(connection: Connection, life: int) -> Origin:
    """At the gateway, whose clock is moved last; raises SandboxUnknown."""
    return Origin(life, row_of_life(connection, life, str(life)).clock)


def copy_rows(connection: Connection, store: Store, source: int, life: int) -> None:
    """All rows of `source`, with the same ids, in a life that has none yet. Raises SandboxUnknown when it is gone.

    Files are not touched: the copies name what their originals name.
    """
    # Who removes it takes the registry's row first, and waits for this.
    here = select(sandboxes.c.life).where(sandboxes.c.life == source).with_for_update(read=True, key_share=True)
    if connection.scalar(here) is None:
        raise SandboxUnknown(sandbox=str(source))
    for metadata in (infrastructure, store.metadata):
        for table in metadata.sorted_tables:
            if table is not sandboxes:
                _copy(connection, table, source, life)
    store.copy_randomness(source, life)


def _copy(connection: Connection, table: Table, source: int, life: int) -> None:
    order = [column for column in table.columns if _of_writing(column.info)]
    columns = [column for column in table.columns if not _of_writing(column.info)]
    values = [literal(life, BigInteger).label("life") if column.name == "life" else column for column in columns]
    rows = select(*values).where(table.c.life == source).order_by(*order)
    connection.execute(insert(table).from_select(columns, rows, include_defaults=False))


def _of_writing(info: dict[str, str]) -> bool:
    return bool(OF_WRITING.items() <= info.items())
