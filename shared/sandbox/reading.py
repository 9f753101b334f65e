"""What the registry says: which lives of which sandboxes there are, and for which of them a name stands."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from shared.clock import Clock, real_micros
from shared.errors import SandboxUnknown
from shared.store.lives import row_of_sandbox
from shared.store.tables import sandboxes


@dataclass(frozen=True, slots=True)
class Making:
    """What a sandbox is made with. `expires_in` µs of not being used end it; that is for the gateway to see to."""

    random_seed: int | None = None
    label: str | None = None
    expires_in: int | None = None


PLAIN = Making()


class Life(NamedTuple):
    """A life as the registry has it; one that is neither switched on nor being built is left over."""

    life: int
    name: str
    switched_on: bool
    building_until: int
    held_until: int
    random_seed: int | None
    kept_as: str | None

    def left_over(self, now: int) -> bool:
        """Whether nobody needs it any more, at a moment of real time in µs."""
        return not self.switched_on and self.kept_as is None and self.building_until < now


_LIFE = [sandboxes.c[name] for name in Life._fields]


def lives_of_name(connection: Connection, name: str) -> list[Life]:
    """The lives of a name in any case, held in their order: of two that switch it, one sees what the other did."""
    mine = select(*_LIFE).where(func.lower(sandboxes.c.name) == name.lower()).order_by(sandboxes.c.life)
    return [Life(*row) for row in connection.execute(mine.with_for_update(key_share=True))]


def the_one_on(of_name: list[Life]) -> Life | None:
    """The one that the name stands for."""
    return next((one for one in of_name if one.switched_on), None)


def name_of(connection: Connection, life: int) -> str | None:
    """The sandbox whose life it is; None when there is no such life."""
    name: str | None = connection.scalar(select(sandboxes.c.name).where(sandboxes.c.life == life))
    return name


def next_life(connection: Connection) -> int:
    """A number greater than that of any life so far; for the gateway, which gives them."""
    return max(real_micros(), (connection.scalar(select(func.max(sandboxes.c.life))) or 0) + 1)


def making_of(connection: Connection, name: str) -> Making:
    """What a sandbox was made with; raises SandboxUnknown."""
    columns = (sandboxes.c.random_seed, sandboxes.c.label, sandboxes.c.expires_in)
    row = connection.execute(select(*columns).where(sandboxes.c.name == name, sandboxes.c.switched_on)).first()
    if row is None:
        raise SandboxUnknown(sandbox=name)
    return Making(*row)


def names(connection: Connection) -> list[dict[str, Any]]:
    """All sandboxes: when they were made and last used (real µs), what they are called, when they expire (µs)."""
    columns = (sandboxes.c.name, sandboxes.c.created_at, sandboxes.c.used_at, sandboxes.c.label, sandboxes.c.expires_in)
    mine = select(*columns).where(sandboxes.c.switched_on).order_by(sandboxes.c.created_at)
    return [dict(row._mapping) for row in connection.execute(mine)]


def lives(connection: Connection) -> list[Life]:
    """Every life of every sandbox."""
    return [Life(*row) for row in connection.execute(select(*_LIFE).order_by(sandboxes.c.life))]


def clock(connection: Connection, name: str) -> Clock:
    """A sandbox's clock; raises SandboxUnknown."""
    return row_of_sandbox(connection, name).clock
