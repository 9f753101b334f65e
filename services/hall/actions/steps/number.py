"""Take the next number of a counter."""

from sqlalchemy import bindparam, update

from services.hall.tables import Serial
from shared.store import Statement, Transaction, here, table_of

_serials = table_of(Serial)
_NEXT = Statement(
    update(_serials)
    .where(here(_serials), _serials.c.name == bindparam("counter"))
    .values(last=_serials.c.last + 1)
    .returning(_serials.c.last)
)


def next_number(tx: Transaction, name: str) -> int:
    """The next number (1, 2, …) of the sandbox's counter `name`; transactions that want the same counter wait in line.

    Two units that both begin a counter collide, and the store runs the later one again.
    """
    for row in tx.run(_NEXT, {"counter": name}):
        return int(row.last)
    tx.add(Serial(name=name, last=1))
    tx.flush()
    return 1
