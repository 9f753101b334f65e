"""Logging in: what a right or a wrong password does to the account's guard."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlmodel import select

from services.review.errors import LoginFailed, LoginLocked
from services.review.rules.limits import LOCKED_FOR, LOGIN_TRIES
from services.review.tables import Account, LoginGuard
from shared.errors import Problem
from shared.identifiers import is_credit_code
from shared.store import Unit


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Who logged in, and when by the sandbox's clock."""

    id: str
    credit_code: str
    name: str
    role: str
    must_change_password: bool
    at: datetime


def find_account(unit: Unit, credit_code: str) -> Account | None:
    """The account of this name."""
    return unit.exec(select(Account).where(Account.credit_code == credit_code)).first()


def kept_password(unit: Unit, credit_code: str) -> str | None:
    """How the account's password is kept; None where there is no such account."""
    account = find_account(unit, credit_code)
    return account.password_hash if account else None


def log_in(unit: Unit, credit_code: str, kept: str | None, right: bool) -> LoggedIn | Problem:
    """Let in whoever had the password right (judged outside against `kept`); count whoever had not.

    The refusal is returned, not raised: the count must stay. Names without an account are counted alike.
    """
    account = find_account(unit, credit_code)
    right = right and account is not None and account.password_hash == kept
    guard = _guard(unit, credit_code)
    if guard and guard.locked_until and guard.locked_until > unit.now():
        return _locked(guard, unit.now())
    if not right or account is None:
        return _count(unit, credit_code, guard)
    if guard:
        unit.delete(guard)
    return LoggedIn(
        account.id, account.credit_code, account.name, account.role, account.must_change_password, unit.now()
    )


def unlock(unit: Unit, credit_code: str) -> None:
    """Forget the wrong tries: the password was recovered."""
    guard = _guard(unit, credit_code)
    if guard:
        unit.delete(guard)


def _guard(unit: Unit, credit_code: str) -> LoginGuard | None:
    return unit.exec(select(LoginGuard).where(LoginGuard.credit_code == credit_code).with_for_update()).first()


def _count(unit: Unit, credit_code: str, guard: LoginGuard | None) -> Problem:
    if not is_credit_code(credit_code):
        return LoginFailed()
    guard = guard or LoginGuard(credit_code=credit_code)
    guard.failures = 1 if guard.locked_until else guard.failures + 1
    guard.locked_until = unit.now() + LOCKED_FOR if guard.failures >= LOGIN_TRIES else None
    unit.add(guard)
    return _locked(guard, unit.now()) if guard.locked_until else LoginFailed()


def _locked(guard: LoginGuard, now: datetime) -> Problem:
    assert guard.locked_until is not None
    seconds = ceil((guard.locked_until - now).total_seconds())
    return LoginLocked(minutes=ceil(seconds / 60), seconds=seconds)
