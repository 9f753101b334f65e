"""Log in: who it is, if the password is right, and what a wrong one counts for."""

from math import ceil

from sqlmodel import select

from services.gateway.portal.errors import LoginFailed, LoginRests
from services.gateway.portal.lookups.snapshot import Snapshot, snapshot
from services.gateway.portal.rules.policy import policy
from services.gateway.portal.tables import Account, LoginGuard
from shared.login.guard import LoginGuards
from shared.store import Transaction

GUARDS = LoginGuards(LoginGuard, lambda: policy().guesses)


def password_to_match(tx: Transaction, login: str) -> str | None:
    """The hash of a login's password, None when there is no such login; raises LoginRests while it takes no tries."""
    _look(tx, login)
    account = _account(tx, login)
    return None if account is None else account.password_hash


def log_in(tx: Transaction, login: str, kept: str | None, right: bool) -> Snapshot:
    """Let in whoever had the password right (judged outside against `kept`); count whoever had not.

    Unknown logins are counted alike. Others may have guessed wrong in the meantime. Raises LoginFailed, LoginRests.
    """
    guarded = _look(tx, login)
    account = _account(tx, login)
    if not right or account is None or account.password_hash != kept:
        GUARDS.count(tx, login)
        raise LoginFailed
    if guarded:
        GUARDS.forget(tx, login)
    return snapshot(tx, account)


def _look(tx: Transaction, login: str) -> bool:
    guarded, seconds = GUARDS.look(tx, login)
    if seconds:
        raise LoginRests(minutes=ceil(seconds / 60), seconds=seconds)
    return guarded


def _account(tx: Transaction, login: str) -> Account | None:
    return tx.exec(select(Account).where(Account.credit_code == login)).first()
