"""Who gives out tokens, for pages that leave one in the browser."""

from typing import Annotated

from fastapi import Depends, Request

from services.gateway.portal.procedures.tokens import Issuer, issuer_of
from shared.http.host import host_of


async def _issuer(request: Request) -> Issuer:
    return issuer_of(host_of(request))


IssuerDep = Annotated[Issuer, Depends(_issuer)]
