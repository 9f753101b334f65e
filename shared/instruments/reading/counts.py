"""What a service has not finished yet, in numbers that add up across services."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, Table, bindparam, func, select, text

from shared.faults.keeping import held_by
from shared.instruments.contract.traffic import Pending
from shared.store.lives import row_of_life
from shared.store.prepared import Prepared
from shared.store.tables import inbox, outbox, tallies

# As the partial indexes say it: a parameter would hide from the database that it may use them.
_KEPT, _UNSENT = text("status <> 'handled'"), text("sent_at IS NULL")
_CALLED = {"retry": "retrying", "dead": "dead"}
_NUMBER = func.count().label("number")
_HERE: BindParameter[int] = bindparam("here")
_OPEN = {
    "unsent": Prepared(select(_NUMBER).where(outbox.c.life == _HERE, _UNSENT)),
    "kept": Prepared(select(inbox.c.status, _NUMBER).where(inbox.c.life == _HERE, _KEPT).group_by(inbox.c.status)),
    "tallies": Prepared(
        select(tallies.c.type, tallies.c.way, tallies.c.number).where(tallies.c.life == _HERE)
    ),
}  # fmt: skip


def pending(connection: Connection, life: int, subscriptions: Sequence[str] = ()) -> Pending:
    """A sandbox's outbox rows not sent, inbox rows to be tried again or given up, and all events so far by type.

    A published event may still be in the broker: only the subscriber's count against the publisher's tells.
    Raises SandboxUnknown: of one that is gone nothing is in flight, but it is not idle.
    """
    here = {"here": life}
    kept = {row.status: row.number for row in _OPEN["kept"].run(connection, here)}
    counted = _OPEN["tallies"].run(connection, here)
    unsent = _OPEN["unsent"].run(connection, here)[0].number
    row = row_of_life(connection, life)  # afterwards: it may be deleted at any moment
    return Pending(
        unsent=unsent,
        retrying=kept.get("retry", 0),
        dead=kept.get("dead", 0),
        held=held_by(connection, life) if row.faults else {},
        emitted=_sums(row for row in counted if row.way == "out"),
        received=_sums(row for row in counted if row.way == "in"),
        subscriptions=list(subscriptions),
    )


def of_journeys(connection: Connection, life: int, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The same of each of these journeys: four questions, however many there are."""
    found: dict[str, dict[str, Any]] = {
        journey: {"unsent": 0, "retrying": 0, "dead": 0, "emitted": {}, "received": {}} for journey in ids
    }
    for table, way in ((outbox, "emitted"), (inbox, "received")):
        for row in connection.execute(_counted(table, life, ids, table.c.type)):
            found[row.journey][way][row.type] = row.number
    for row in connection.execute(_counted(outbox, life, ids).where(_UNSENT)):
        found[row.journey]["unsent"] = row.number
    for row in connection.execute(_counted(inbox, life, ids, inbox.c.status).where(_KEPT)):
        if row.status in _CALLED:
            found[row.journey][_CALLED[row.status]] = row.number
    return found


def _counted(table: Table, life: int, ids: Sequence[str], *kinds: Any) -> Select[Any]:
    wanted = select(table.c.journey, *kinds, _NUMBER).where(table.c.life == life, table.c.journey.in_(ids))
    return wanted.group_by(table.c.journey, *kinds)


def _sums(rows: Any) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.type] = sums.get(row.type, 0) + row.number
    return sums
