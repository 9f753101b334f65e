"""What a service has not finished yet, in numbers that add up across services."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from shared.store.tables import inbox, outbox

Conditions = Sequence[ColumnElement[bool]]


def pending(connection: Connection, sandbox: str) -> dict[str, Any]:
    """Outbox rows not sent, inbox rows to be tried again or given up, and all events so far by type.

    A published event may still be in the broker: only the subscriber's count against the publisher's tells.
    """
    mine, theirs = [outbox.c.sandbox == sandbox], [inbox.c.sandbox == sandbox]
    return {
        **waiting(connection, mine, theirs),
        "emitted": emitted(connection, *mine),
        "received": received(connection, *theirs),
    }


def waiting(connection: Connection, mine: Conditions, theirs: Conditions) -> dict[str, int]:
    """How many events wait to be sent (`mine`), to be tried again, or for a person (`theirs`)."""
    unsent = select(func.count()).select_from(outbox).where(*mine, outbox.c.sent_at.is_(None))
    kept = select(inbox.c.status, func.count()).where(*theirs, inbox.c.status != "handled").group_by(inbox.c.status)
    by_status = _pairs(connection, kept)
    return {
        "unsent": connection.execute(unsent).scalar_one(),
        "retrying": by_status.get("retry", 0),
        "dead": by_status.get("dead", 0),
    }


def emitted(connection: Connection, *mine: ColumnElement[bool]) -> dict[str, int]:
    """How many events of each type were recorded."""
    return _pairs(connection, select(outbox.c.type, func.count()).where(*mine).group_by(outbox.c.type))


def received(connection: Connection, *theirs: ColumnElement[bool]) -> dict[str, int]:
    """How many events of each type came in, whatever became of them."""
    return _pairs(connection, select(inbox.c.type, func.count()).where(*theirs).group_by(inbox.c.type))


def _pairs(connection: Connection, statement: Select[Any]) -> dict[str, int]:
    return {str(row[0]): int(row[1]) for row in connection.execute(statement)}
