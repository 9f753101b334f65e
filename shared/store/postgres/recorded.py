"""What a group recorded, into outbox and journal with one statement, which tells whether something goes before it."""

import psycopg
from psycopg.rows import TupleRow
from sqlalchemy import Connection

from shared.store.jobs import Group
from shared.store.postgres.engines import driver_of
from shared.store.recording import JOURNAL, OUTBOX


def recorded(connection: Connection, group: Group) -> "psycopg.Cursor[TupleRow] | None":
    """Write it, in a pipeline. What it finds then: a row, when an earlier event of the same journeys is unsent."""
    recording = group.recording
    recording.write_shelves(connection)
    if not recording.outgoing:
        JOURNAL.run(connection, recording.steps)
        return None
    driver = driver_of(connection)
    events, steps = OUTBOX.statement(connection.dialect), JOURNAL.statement(connection.dialect)
    # The last part sees the outbox as it was before the first. It says "unsent" in such a way that PostgreSQL goes by
    # the journeys: by the index of what is unsent it would read all of that, much while the broker is away.
    statement = (
        f"WITH events AS ({events}), steps AS ({steps}) "
        "SELECT 1 FROM outbox WHERE journey = ANY(%s) AND coalesce(sent_at, 0) = 0 LIMIT 1"
    )
    journeys = sorted({row[2] for row in recording.outgoing})
    values = [*OUTBOX.values(recording.outgoing), *JOURNAL.values(recording.steps), journeys]
    return driver.execute(statement, values, prepare=True)
