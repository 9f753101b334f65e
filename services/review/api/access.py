"""Who is calling: the account behind the token, once its initial password is changed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from services.review.errors import LoginEnded, PasswordChangeRequired
from services.review.tables import Account
from shared.api import StoreDep, token_dependency
from shared.errors import Unauthenticated
from shared.store import Unit
from shared.tokens import Claims

AUDIENCE = "review"


@dataclass(frozen=True, slots=True)
class Caller:
    """The account that calls; `code` is its credit code, by which everything here is owned."""

    id: str
    code: str
    name: str
    role: str
    must_change_password: bool
    password_changes: int


async def _newcomer(claims: Annotated[Claims, Depends(token_dependency(AUDIENCE))], store: StoreDep) -> Caller:
    return await store.read(_caller_of, claims)


def _caller_of(unit: Unit, claims: Claims) -> Caller:
    account = unit.get(Account, claims.subject)
    if account is None:
        raise Unauthenticated
    if account.password_changes != claims.data.get("password_changes"):
        raise LoginEnded
    return Caller(
        account.id, account.credit_code, account.name, account.role, account.must_change_password,
        account.password_changes,
    )  # fmt: skip


async def _caller(newcomer: Annotated[Caller, Depends(_newcomer)]) -> Caller:
    if newcomer.must_change_password:
        raise PasswordChangeRequired
    return newcomer


NewcomerDep = Annotated[Caller, Depends(_newcomer)]
CallerDep = Annotated[Caller, Depends(_caller)]
