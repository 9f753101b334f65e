"""What a service has not finished yet, in numbers that add up across services."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select, text

from shared.store import Store
from shared.store.prepared import Prepared
from shared.store.tables import inbox, outbox

# As the partial index says it: a parameter would hide from the database that it may use that.
_KEPT = text("status <> 'handled'")


def _within(table: Table, scope: Sequence[str]) -> list[Any]:
    return [table.c[name] == bindparam(name) for name in scope]


class Counts:
    """The counts of one sandbox, or of what else `scope` names: columns that outbox and inbox share."""

    def __init__(self, *scope: str) -> None:
        self._unsent = Prepared(
            select(func.count().label("number")).where(*_within(outbox, scope), outbox.c.sent_at.is_(None))
        )
        self._kept = Prepared(
            select(inbox.c.status, func.count().label("number"))
            .where(*_within(inbox, scope), _KEPT)
            .group_by(inbox.c.status)
        )
        self._emitted, self._received = (
            Prepared(
                select(table.c.type, func.count().label("number")).where(*_within(table, scope)).group_by(table.c.type)
            )
            for table in (outbox, inbox)
        )

    def of(self, connection: Connection, **where: str) -> dict[str, Any]:
        """Outbox rows not sent, inbox rows to be tried again or given up, and all events so far by type.

        A published event may still be in the broker: only the subscriber's count against the publisher's tells.
        """
        kept = _by_name(self._kept.run(connection, where))
        return {
            "unsent": self._unsent.run(connection, where)[0].number,
            "retrying": kept.get("retry", 0),
            "dead": kept.get("dead", 0),
            "emitted": _by_name(self._emitted.run(connection, where)),
            "received": _by_name(self._received.run(connection, where)),
        }


OF_SANDBOX, OF_JOURNEY = Counts("sandbox"), Counts("sandbox", "journey")


def pending(connection: Connection, sandbox: str) -> dict[str, Any]:
    """The counts of a sandbox; raises SandboxUnknown: of one that is gone nothing is in flight, but it is not idle."""
    counts = OF_SANDBOX.of(connection, sandbox=sandbox)
    Store.sandbox_row(connection, sandbox)  # afterwards: it may be deleted at any moment
    return counts


def _by_name(rows: Sequence[Any]) -> dict[str, int]:
    return {row[0]: row.number for row in rows}
