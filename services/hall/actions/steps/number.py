"""Take the next number of a counter."""

from sqlalchemy import insert, update
from sqlmodel import col

from services.hall.tables import Serial
from shared.store import Unit


def next_number(unit: Unit, name: str) -> int:
    """The next number (1, 2, …) of the sandbox's counter `name`; units that want the same counter wait in line.

    Two units that both begin a counter collide, and the store runs the later one again.
    """
    mine = (col(Serial.sandbox) == unit.sandbox, col(Serial.name) == name)
    table = Serial.__table__  # type: ignore[attr-defined]
    number = unit.execute(update(table).where(*mine).values(last=table.c.last + 1).returning(table.c.last)).scalar()
    if number is None:
        unit.execute(insert(table).values(sandbox=unit.sandbox, name=name, last=1))
        return 1
    return int(number)
