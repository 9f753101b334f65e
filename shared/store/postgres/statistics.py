"""What PostgreSQL knows of the tables.

Of a new one it knows nothing until its own daemon looks, a minute later; what it guesses meanwhile, prepared statements
keep: to look up one row it may read all of a sandbox, and all again for the next. So the store has its tables analysed
soon, and again each time they may have grown fourfold.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, text

FIRST = 400
GROWTH = 4


class Statistics:
    """Of the tables of one store, as far as this replica fills them."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        self._done = 0
        self._due_at = FIRST

    def due(self, units: int) -> bool:
        """Whether it is time again, now that so many more are committed."""
        self._done += units
        if self._done < self._due_at:
            return False
        self._due_at = self._done * GROWTH
        return True

    def take(self, connection: Connection) -> None:
        """Look at the tables, outside of a transaction; one that another replica is looking at is left to it."""
        quote = connection.dialect.identifier_preparer.format_table
        connection.execute(text(f"ANALYZE (SKIP_LOCKED) {', '.join(map(quote, self._tables))}"))
