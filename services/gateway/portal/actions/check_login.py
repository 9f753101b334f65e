"""Log in: look up the account, and count wrong passwords."""

from dataclasses import dataclass
from math import ceil

from sqlmodel import select

from services.gateway.portal.actions.describe_account import Snapshot, snapshot
from services.gateway.portal.errors import LoginRests
from services.gateway.portal.rules.attempts import Attempts, after_failure, rests_for
from services.gateway.portal.tables import Account, LoginGuard
from shared.store import Unit


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who would be logged in, if the password is right; nobody when there is no such login.

    `guarded`: wrong passwords are being counted.
    """

    guarded: bool
    password_hash: str | None = None
    snapshot: Snapshot | None = None


def find_login(unit: Unit, login: str) -> Candidate:
    """The account of a login; raises LoginRests while it takes no tries."""
    guard = unit.get(LoginGuard, (unit.sandbox, login))
    _refuse_resting(unit, guard)
    account = unit.exec(select(Account).where(Account.credit_code == login)).first()
    if account is None:
        return Candidate(guard is not None)
    return Candidate(guard is not None, account.password_hash, snapshot(unit, account))


def note_wrong_password(unit: Unit, login: str) -> None:
    """Count one more; the login rests after a few."""
    guard = unit.locked(LoginGuard, (unit.sandbox, login))
    now = after_failure(_attempts(guard), unit.now())
    guard = guard or LoginGuard(sandbox=unit.sandbox, login=login, count=0, first_at=now.first, last_at=now.last)
    guard.count, guard.first_at, guard.last_at = now.count, now.first, now.last
    unit.add(guard)


def forget_wrong_passwords(unit: Unit, login: str) -> None:
    """The password was right: start counting anew."""
    guard = unit.locked(LoginGuard, (unit.sandbox, login))
    if guard is not None:
        unit.delete(guard)


def _refuse_resting(unit: Unit, guard: LoginGuard | None) -> None:
    left = rests_for(_attempts(guard), unit.now())
    if left is not None:
        seconds = ceil(left.total_seconds())
        raise LoginRests(minutes=ceil(seconds / 60), seconds=seconds)


def _attempts(guard: LoginGuard | None) -> Attempts | None:
    return None if guard is None else Attempts(guard.count, guard.first_at, guard.last_at)
