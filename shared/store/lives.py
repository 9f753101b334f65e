"""The lives of sandboxes, as every transaction reads them first."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from shared.clock import Clock, real_micros
from shared.context import Context
from shared.errors import Held, SandboxUnknown
from shared.store.prepared import run_sql


class SandboxRow(NamedTuple):
    """A life of a sandbox as stored: its number, the sandbox's name, when it began, its clock, its seed, and until when
    it is held; real µs."""

    life: int
    name: str
    created_at: int
    clock_offset: int
    clock_frozen_at: int | None
    random_seed: int | None
    held_until: int

    def check_free(self) -> None:
        """Raises Held while somebody holds it (shared/sandbox/hold.py)."""
        if self.held_until and self.held_until > real_micros():
            raise Held

    @property
    def clock(self) -> Clock:
        """Its clock."""
        return Clock(self.clock_offset, self.clock_frozen_at)


COLUMNS = ", ".join(SandboxRow._fields)
_SIGNS = {"sqlite": ("?", "switched_on = 1"), "postgresql": ("%s", "switched_on")}
_BY_NAME = {
    dialect: f"SELECT {COLUMNS} FROM sandbox WHERE name = {sign} AND {switched_on}"
    for dialect, (sign, switched_on) in _SIGNS.items()
}
_BY_LIFE = {dialect: f"SELECT {COLUMNS} FROM sandbox WHERE life = {sign}" for dialect, (sign, _) in _SIGNS.items()}


def row_of_sandbox(connection: Connection, name: str) -> SandboxRow:
    """The life a sandbox is in; raises SandboxUnknown."""
    return _only(connection, _BY_NAME, name, name)


def row_of_life(connection: Connection, life: int, name: str = "") -> SandboxRow:
    """This life, whatever its sandbox's name stands for now; raises SandboxUnknown."""
    return _only(connection, _BY_LIFE, life, name)


def row_of(connection: Connection, context: Context) -> SandboxRow:
    """The life that `context` is of; raises SandboxUnknown."""
    if context.life is None:
        return row_of_sandbox(connection, context.sandbox)
    return row_of_life(connection, context.life, context.sandbox)


def _only(connection: Connection, sql: Mapping[str, str], key: Any, name: str) -> SandboxRow:
    rows: Sequence[Any] = run_sql(connection, sql, (key,))
    if not rows:
        raise SandboxUnknown(sandbox=name)
    return SandboxRow(*rows[0])
