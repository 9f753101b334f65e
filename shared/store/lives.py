"""The lives of sandboxes, as every transaction reads them first."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from shared.clock import Clock, real_micros
from shared.context import Context
from shared.errors import Held, Interrupted, SandboxUnknown
from shared.store.prepared import for_both, run_sql

STORE = 1
"""The bit of the hop that is asked for here."""


class SandboxRow(NamedTuple):
    """A life of a sandbox as stored: its number, the sandbox's name, when it began, its clock, its seed, and until when
    it is held; real µs. `faults` has a bit for each hop that a fault of it may strike at (shared/faults)."""

    life: int
    name: str
    created_at: int
    clock_offset: int
    clock_frozen_at: int | None
    random_seed: int | None
    held_until: int
    faults: int

    def check_free(self, context: Context) -> None:
        """Raises Held while somebody holds it (shared/sandbox/hold.py), Interrupted where a fault may strike."""
        if self.held_until and self.held_until > real_micros():
            raise Held
        self.check_faults(context)

    def check_faults(self, context: Context) -> None:
        """Raises Interrupted where a fault of the store may strike who asks."""
        if self.faults & STORE and context.faultable:
            raise Interrupted

    @property
    def clock(self) -> Clock:
        """Its clock."""
        return Clock(self.clock_offset, self.clock_frozen_at)


_FAULTS = "CAST(coalesce((SELECT sum(DISTINCT hop) FROM fault WHERE fault.life = sandbox.life), 0) AS bigint) AS faults"
COLUMNS = f"{', '.join(SandboxRow._fields[:-1])}, {_FAULTS}"
_BY_LIFE = for_both(f"SELECT {COLUMNS} FROM sandbox WHERE life = ?")
_BY_NAME = {
    "sqlite": f"SELECT {COLUMNS} FROM sandbox WHERE name = ? AND switched_on = 1",
    "postgresql": f"SELECT {COLUMNS} FROM sandbox WHERE name = %s AND switched_on",
}


def key_of(context: Context) -> int | str:
    """What its life is found by: the number, where it is of one, else the sandbox's name."""
    return context.sandbox if context.life is None else context.life


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
