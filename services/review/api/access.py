"""Who is calling: the account behind the token, once its initial password is changed."""

from typing import Annotated

from fastapi import Depends

from services.review.errors import PasswordChangeRequired
from services.review.lookups.caller import Caller, caller_of
from services.review.procedures.logins import AUDIENCE
from shared.api import StoreDep, token_dependency
from shared.tokens import Claims


async def _newcomer(claims: Annotated[Claims, Depends(token_dependency(AUDIENCE))], store: StoreDep) -> Caller:
    return await store.read(caller_of, claims)


async def _caller(newcomer: Annotated[Caller, Depends(_newcomer)]) -> Caller:
    if newcomer.must_change_password:
        raise PasswordChangeRequired
    return newcomer


NewcomerDep = Annotated[Caller, Depends(_newcomer)]
CallerDep = Annotated[Caller, Depends(_caller)]
