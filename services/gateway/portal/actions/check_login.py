"""Log in: look up the account, and count wrong passwords."""

from dataclasses import dataclass
from math import ceil

from sqlmodel import select

from services.gateway.portal.actions.describe_account import Snapshot, snapshot
from services.gateway.portal.errors import LoginRests
from services.gateway.portal.rules.policy import policy
from services.gateway.portal.tables import Account, LoginGuard
from shared.login_guard import LoginGuards
from shared.store import Unit

GUARDS = LoginGuards(LoginGuard, lambda: policy().guesses)


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
    guarded, seconds = GUARDS.look(unit, login)
    if seconds:
        raise LoginRests(minutes=ceil(seconds / 60), seconds=seconds)
    account = unit.exec(select(Account).where(Account.credit_code == login)).first()
    if account is None:
        return Candidate(guarded)
    return Candidate(guarded, account.password_hash, snapshot(unit, account))
