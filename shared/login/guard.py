"""Wrong passwords, counted in a service's own table: `login` its key, `count`, `first_at`, `last_at`."""

from collections.abc import Callable
from typing import Any

from shared.login.guesses import Guesses, GuessLimits
from shared.store import Transaction


class LoginGuards:
    """The counts of one service."""

    def __init__(self, table: type[Any], limits: Callable[[], GuessLimits]) -> None:
        self._table = table
        self._limits = limits

    def look(self, tx: Transaction, login: str) -> tuple[bool, int]:
        """Whether wrong passwords are being counted, and for how many seconds the login is still locked."""
        row = tx.get(self._table, login)
        return row is not None, self._limits().rests_for(_guesses(row), tx.now())

    def count(self, tx: Transaction, login: str) -> int:
        """Count one more wrong password; returns the seconds the login is locked now, 0 when it is not."""
        row = tx.locked(self._table, login)
        now = self._limits().one_more(_guesses(row), tx.now())
        row = row or self._table(login=login, count=0, first_at=now.first, last_at=now.last)
        row.count, row.first_at, row.last_at = now.count, now.first, now.last
        tx.add(row)
        return self._limits().rests_for(now, tx.now())

    def forget(self, tx: Transaction, login: str) -> None:
        """Start counting anew: the password was right, or was recovered."""
        row = tx.locked(self._table, login)
        if row is not None:
            tx.delete(row)


def _guesses(row: Any) -> Guesses | None:
    return None if row is None else Guesses(row.count, row.first_at, row.last_at)
