"""Who is calling: the account behind a token."""

from dataclasses import dataclass

from services.review.errors import LoginEnded, PasswordChangeRequired
from services.review.tables import Account
from shared.context import Actor
from shared.errors import Unauthenticated
from shared.login.tokens import Claims
from shared.store import Transaction


@dataclass(frozen=True, slots=True)
class Caller:
    """The account that calls; `code` is its credit code, by which everything here is owned."""

    id: str
    code: str
    name: str
    role: str
    must_change_password: bool
    password_changes: int


def caller_of(tx: Transaction, claims: Claims) -> Caller:
    """Whose token it is; raises Unauthenticated, LoginEnded once the password was changed."""
    account = tx.get(Account, claims.subject)
    if account is None:
        raise Unauthenticated
    if account.password_changes != claims.data.get("password_changes"):
        raise LoginEnded
    tx.context.actor = Actor(account.role, account.credit_code)
    return Caller(
        account.id, account.credit_code, account.name, account.role, account.must_change_password,
        account.password_changes,
    )  # fmt: skip


def settled(newcomer: Caller) -> Caller:
    """Whoever has a password of its own choice; raises PasswordChangeRequired."""
    if newcomer.must_change_password:
        raise PasswordChangeRequired
    return newcomer
