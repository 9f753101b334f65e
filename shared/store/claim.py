"""Claiming an event for a transaction before it runs: on PostgreSQL for a whole group in its first round trip."""

from typing import NamedTuple

from sqlalchemy import Connection

from shared.store.prepared import sql_sent


class Claim(NamedTuple):
    """The inbox row of an event; whoever inserts it first has the event. `received_at` in real µs.

    Nothing is claimed for a life that is not there.
    """

    life: int
    event_id: str
    journey: str
    type: str
    body: bytes
    status: str
    attempts: int
    received_at: int

    def made(self, connection: Connection) -> bool:
        """Claim it on SQLite; False when another copy was here before."""
        return len(sql_sent(connection, _ONE, self)()) == 1


CLAIMED = Claim._fields
INTO_INBOX = f"INSERT INTO inbox ({', '.join(CLAIMED)})"
ONCE = "ON CONFLICT DO NOTHING RETURNING life, event_id"
_ONE = {"sqlite": f"{INTO_INBOX} VALUES ({', '.join('?' for _ in CLAIMED)}) {ONCE}"}
