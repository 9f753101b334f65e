"""Logging in: who it is, if the password is right, and what a wrong one counts for."""

from math import ceil

from services.review.actions.steps.logins import GUARDS, LoggedIn, logged_in
from services.review.errors import LoginFailed, LoginLocked
from services.review.lookups.accounts import find_account, kept_password
from shared.identifiers import is_credit_code
from shared.store import Transaction


def password_to_match(tx: Transaction, credit_code: str) -> str | None:
    """How the account's password is kept, None when there is no account; raises LoginLocked while it takes no tries."""
    _look(tx, credit_code)
    return kept_password(tx, credit_code)


def log_in(tx: Transaction, credit_code: str, kept: str | None, right: bool) -> LoggedIn:
    """Let in whoever had the password right (judged outside against `kept`); count whoever had not.

    Names without an account are counted alike. Others may have guessed wrong in the meantime. Raises LoginFailed,
    LoginLocked.
    """
    guarded = _look(tx, credit_code)
    account = find_account(tx, credit_code)
    if not right or account is None or account.password_hash != kept:
        seconds = GUARDS.count(tx, credit_code) if is_credit_code(credit_code) else 0
        raise _locked(seconds) if seconds else LoginFailed
    if guarded:
        GUARDS.forget(tx, credit_code)
    return logged_in(tx, account)


def _look(tx: Transaction, credit_code: str) -> bool:
    guarded, seconds = GUARDS.look(tx, credit_code)
    if seconds:
        raise _locked(seconds)
    return guarded


def _locked(seconds: int) -> LoginLocked:
    return LoginLocked(minutes=ceil(seconds / 60), seconds=seconds)
