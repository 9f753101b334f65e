"""What there is of a sandbox in a service: rows by table and state, and since when something waits."""

from sqlalchemy import ColumnElement, Connection, Integer, MetaData, Table, case, func, literal, select

from shared.instruments.contract.state import WaitingSince
from shared.store.tables import inbox, outbox, timers

_SHOWN = {"retry": "retrying"}


def rows_by_table(connection: Connection, life: int, metadata: MetaData) -> dict[str, dict[str, int]]:
    """Table → state → number; a table without states has one number, called `rows`."""
    states: dict[Table, ColumnElement[str]] = {
        table: table.c.status if _has_states(table) else literal("rows")
        for table in metadata.sorted_tables
        if "life" in table.c
    }
    states[outbox] = case((outbox.c.sent_at.is_(None), "unsent"), else_="sent")
    states[inbox] = inbox.c.status
    states[timers] = timers.c.kind
    return {table.name: _counted(connection, life, table, state) for table, state in states.items()}


def _has_states(table: Table) -> bool:
    """A `status` in words is a state; one in numbers is the status of an answer, and may be missing."""
    return "status" in table.c and not isinstance(table.c.status.type, Integer)


def _counted(connection: Connection, life: int, table: Table, state: ColumnElement[str]) -> dict[str, int]:
    named = state.label("state")
    counted = select(named, func.count()).where(table.c.life == life).group_by(named).order_by(named)
    return {_SHOWN.get(row[0], row[0]): row[1] for row in connection.execute(counted)}


def waiting_since(connection: Connection, life: int) -> WaitingSince:
    """Of the events that were not sent yet, and of the deliveries that are to be tried again."""
    unsent = select(func.min(outbox.c.recorded_at)).where(outbox.c.life == life, outbox.c.sent_at.is_(None))
    kept = select(func.min(inbox.c.received_at)).where(inbox.c.life == life, inbox.c.status == "retry")
    return WaitingSince(unsent=connection.scalar(unsent), retrying=connection.scalar(kept))
