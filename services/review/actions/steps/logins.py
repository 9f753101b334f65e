"""What a login gives, and what stands in its way: wrong passwords, counted for each login name."""

from dataclasses import dataclass
from datetime import datetime

from services.review.rules.limits import LOGIN_GUESSES
from services.review.tables import Account, LoginGuard
from shared.login.guard import LoginGuards
from shared.store import Transaction

GUARDS = LoginGuards(LoginGuard, lambda: LOGIN_GUESSES)


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Who logged in, when by the sandbox's clock, and in which life of which sandbox; a token says how often the
    password was changed by then.
    """

    id: str
    credit_code: str
    name: str
    role: str
    must_change_password: bool
    password_changes: int
    at: datetime
    sandbox: str
    life: int


def logged_in(tx: Transaction, account: Account) -> LoggedIn:
    """Somebody who proved to be the account's."""
    return LoggedIn(
        account.id, account.credit_code, account.name, account.role, account.must_change_password,
        account.password_changes, tx.now(), tx.sandbox, tx.life,
    )  # fmt: skip


def set_password(account: Account, new_hash: str) -> None:
    """One that the account's owner chose; every token from before ends."""
    account.password_hash, account.must_change_password = new_hash, False
    account.password_changes += 1
