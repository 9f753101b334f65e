"""What was sent and had not arrived when a life was copied: the copy sends it anew, once it is switched on.

Outboxes and inboxes are copied at one moment, but a broker between them is not. Whoever handled an event already knows
it by its id, so that sending too much would do no harm, but show.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from shared.events.base import without_secrets
from shared.store.tables import inbox, outbox

TOGETHER = 500


def sent(connection: Connection, life: int, types: Sequence[str], after: str) -> Sequence[Any]:
    """Id, type and moment (real µs) of up to `TOGETHER` events of these types that were sent, by their ids."""
    mine = (outbox.c.life == life, outbox.c.sent_at.is_not(None), outbox.c.type.in_(types), outbox.c.id > after)
    wanted = select(outbox.c.id, outbox.c.type, outbox.c.sent_at).where(*mine).order_by(outbox.c.id).limit(TOGETHER)
    rows: Sequence[Any] = connection.execute(wanted).all()
    return rows


def unreceived(connection: Connection, life: int, ids: Sequence[str]) -> list[str]:
    """Those of these events that did not arrive here."""
    here = set(connection.scalars(select(inbox.c.event_id).where(inbox.c.life == life, inbox.c.event_id.in_(ids))))
    return [one for one in ids if one not in here]


def send_anew(connection: Connection, life: int, ids: Sequence[str]) -> list[str]:
    """They count as not sent. Returns those whose secrets were forgotten when they were sent: nothing is done about
    them, since what arrived would not be what was sent."""
    mine = (outbox.c.life == life, outbox.c.id.in_(ids))
    bodies = connection.execute(select(outbox.c.id, outbox.c.type, outbox.c.body).where(*mine)).all()
    lost = [row.id for row in bodies if without_secrets(row.type, row.body) is not None]
    again = update(outbox).where(*mine, outbox.c.id.not_in(lost)).values(sent_at=None, due_at=0)
    connection.execute(again)
    return lost
