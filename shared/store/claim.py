"""Claiming an event for a transaction before it runs: on PostgreSQL for a whole group in its first round trip."""

from typing import NamedTuple

from sqlalchemy import Connection

from shared.store.prepared import sql_sent


class Claim(NamedTuple):
    """The inbox row of an event; whoever inserts it first has the event. `recorded` and `received_at` in real µs.

    Nothing is claimed that was recorded before its sandbox was made, or that has no sandbox.
    """

    event_id: str
    sandbox: str
    journey: str
    type: str
    body: bytes
    status: str
    attempts: int
    received_at: int
    recorded: int

    def made(self, connection: Connection, sandbox_made_at: int) -> bool:
        """Claim it on SQLite; False when another copy was here before."""
        return self.recorded >= sandbox_made_at and len(sql_sent(connection, _ONE, self[:-1])()) == 1


CLAIMED = Claim._fields[:-1]
INTO_INBOX = f"INSERT INTO inbox ({', '.join(CLAIMED)})"
ONCE = "ON CONFLICT DO NOTHING RETURNING event_id"
_ONE = {"sqlite": f"{INTO_INBOX} VALUES ({', '.join('?' for _ in CLAIMED)}) {ONCE}"}
