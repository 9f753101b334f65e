"""Logging in: who it is, if the password is right, and what a wrong one counts for."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlmodel import select

from services.review.errors import LoginFailed, LoginLocked
from services.review.rules.limits import LOGIN_GUESSES
from services.review.tables import Account, LoginGuard
from shared.identifiers import is_credit_code
from shared.login_guard import LoginGuards
from shared.store import Unit

GUARDS = LoginGuards(LoginGuard, lambda: LOGIN_GUESSES)


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Who logged in, when by the sandbox's clock, and in which life of it; a token says how often the password was
    changed by then.
    """

    id: str
    credit_code: str
    name: str
    role: str
    must_change_password: bool
    password_changes: int
    at: datetime
    life: int


def logged_in(unit: Unit, account: Account) -> LoggedIn:
    """Somebody who proved to be the account's."""
    return LoggedIn(
        account.id, account.credit_code, account.name, account.role, account.must_change_password,
        account.password_changes, unit.now(), unit.life,
    )  # fmt: skip


def find_account(unit: Unit, credit_code: str) -> Account | None:
    """The account of this name."""
    return unit.exec(select(Account).where(Account.credit_code == credit_code)).first()


def kept_password(unit: Unit, credit_code: str) -> str | None:
    """How the account's password is kept; None where there is no such account."""
    account = find_account(unit, credit_code)
    return account.password_hash if account else None


def log_in(unit: Unit, credit_code: str, kept: str | None, right: bool) -> LoggedIn:
    """Let in whoever had the password right (judged outside against `kept`); count whoever had not.

    Names without an account are counted alike. Raises LoginFailed, LoginLocked.
    """
    account = find_account(unit, credit_code)
    guarded, seconds = GUARDS.look(unit, credit_code)
    if seconds:
        raise _locked(seconds)
    if not right or account is None or account.password_hash != kept:
        seconds = GUARDS.count(unit, credit_code) if is_credit_code(credit_code) else 0
        raise _locked(seconds) if seconds else LoginFailed
    if guarded:
        GUARDS.forget(unit, credit_code)
    return logged_in(unit, account)


def _locked(seconds: int) -> LoginLocked:
    return LoginLocked(minutes=ceil(seconds / 60), seconds=seconds)
