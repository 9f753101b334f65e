"""The first round trip of a group on PostgreSQL: BEGIN, and the lives its transactions belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from shared.context import Context
from shared.store.lives import COLUMNS, SandboxRow
from shared.store.postgres.engines import driver_of

_HELD = (
    f"SELECT switched_on, {COLUMNS} FROM sandbox "
    "WHERE life = ANY(%s::bigint[]) OR (switched_on AND name = ANY(%s::varchar[])) FOR KEY SHARE"
)


@dataclass(slots=True)
class Lives:
    """The lives that a group needs; each is held until the group's commit, so that none of them ends meanwhile."""

    by_name: Mapping[str, SandboxRow]
    by_life: Mapping[int, SandboxRow]

    def row_of(self, context: Context) -> SandboxRow | None:
        """The life that `context` is of; None when there is none."""
        return self.by_name.get(context.sandbox) if context.life is None else self.by_life.get(context.life)


def hold_lives(connection: Connection, contexts: Sequence[Context]) -> Lives:
    """Begin a transaction for these contexts; raises the driver's errors."""
    lives = sorted({context.life for context in contexts if context.life is not None})
    names = sorted({context.sandbox for context in contexts if context.life is None})
    driver = driver_of(connection)
    with driver.pipeline():  # BEGIN goes along
        cursor = driver.execute(_HELD, (lives, names), prepare=True)
    rows = [(row[0], SandboxRow(*row[1:])) for row in cursor.fetchall()]
    return Lives({row.name: row for switched_on, row in rows if switched_on}, {row.life: row for _, row in rows})
