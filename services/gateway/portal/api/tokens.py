"""Who is logged in, and who gives out tokens."""

from typing import Annotated

from fastapi import Depends, Request

from services.gateway.portal.procedures.tokens import AUDIENCE, Issuer, issuer_of
from shared.http.api import TokenFor
from shared.http.host import host_of
from shared.login.tokens import Claims

LoggedInAccount = Annotated[Claims, Depends(TokenFor(AUDIENCE))]


async def _issuer(request: Request) -> Issuer:
    return issuer_of(host_of(request))


IssuerDep = Annotated[Issuer, Depends(_issuer)]
