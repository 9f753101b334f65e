"""Who looks: the account of the token in the cookie, once its texted password is changed; and who gives out tokens."""

from typing import Annotated

from fastapi import Depends, Request

from services.review.lookups.caller import Caller, caller_of, settled
from services.review.procedures.tokens import Issuer, issuer_of
from shared.errors import Unauthenticated
from shared.http.api import StoreDep
from shared.http.host import host_of
from shared.login.tokens import Claims
from shared.pages.place import REVIEW
from shared.pages.session import logged_in, perhaps_logged_in


async def _newcomer(claims: Annotated[Claims, Depends(logged_in(REVIEW))], store: StoreDep) -> Caller:
    return await store.read(caller_of, claims)


async def _caller(newcomer: Annotated[Caller, Depends(_newcomer)]) -> Caller:
    return settled(newcomer)


async def _visitor(
    claims: Annotated[Claims | None, Depends(perhaps_logged_in(REVIEW))], store: StoreDep
) -> Caller | None:
    if claims is None:
        return None
    try:
        return settled(await store.read(caller_of, claims))
    except Unauthenticated:
        return None


async def _issuer(request: Request) -> Issuer:
    return issuer_of(host_of(request))


NewcomerDep = Annotated[Caller, Depends(_newcomer)]
"""Somebody logged in, with whatever password."""

CallerDep = Annotated[Caller, Depends(_caller)]
"""Somebody logged in who may go on; others are sent to the login, or to change their password first."""

VisitorDep = Annotated[Caller | None, Depends(_visitor)]
"""The same, or nobody in particular."""

IssuerDep = Annotated[Issuer, Depends(_issuer)]
