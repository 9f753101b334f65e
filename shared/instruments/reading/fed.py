"""What the feed tells of events: those that were recorded after a place, none left out and none twice."""

from typing import Any

from sqlalchemy import Connection, select, tuple_

from shared.instruments.reading.traffic import envelopes
from shared.journal.feed import end
from shared.journal.place import Place
from shared.store.tables import journal


def events_after(connection: Connection, life: int, place: Place, limit: int) -> tuple[Place, list[dict[str, Any]]]:
    """How far this is, and the envelopes up to there, in order."""
    last = end(connection)
    where = tuple_(journal.c.tx, journal.c.seq)
    recorded = (journal.c.life == life, journal.c.kind == "event", journal.c.status == "emitted")
    wanted = select(journal.c.tx, journal.c.seq, journal.c.event_id).where(
        *recorded, where > tuple_(*place), where <= tuple_(*last)
    )
    rows = connection.execute(wanted.order_by(journal.c.tx, journal.c.seq).limit(limit)).all()
    known = {one["id"]: one for one in envelopes(connection, life, [row.event_id for row in rows])}
    found = [known[row.event_id] for row in rows if row.event_id in known]
    return Place(rows[-1].tx, rows[-1].seq) if len(rows) == limit else max(place, last), found
