"""Who is calling: the account behind the token, once its initial password is changed; and who gives out tokens."""

from typing import Annotated

from fastapi import Depends, Request

from services.review.lookups.caller import Caller, caller_of, settled
from services.review.procedures.tokens import AUDIENCE, Issuer, issuer_of
from shared.http.api import StoreDep, TokenFor
from shared.http.host import host_of
from shared.login.tokens import Claims


async def _newcomer(claims: Annotated[Claims, Depends(TokenFor(AUDIENCE))], store: StoreDep) -> Caller:
    return await store.read(caller_of, claims)


async def _caller(newcomer: Annotated[Caller, Depends(_newcomer)]) -> Caller:
    return settled(newcomer)


async def _issuer(request: Request) -> Issuer:
    return issuer_of(host_of(request))


NewcomerDep = Annotated[Caller, Depends(_newcomer)]
CallerDep = Annotated[Caller, Depends(_caller)]
IssuerDep = Annotated[Issuer, Depends(_issuer)]
