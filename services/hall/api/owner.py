"""Who is asking: the legal person's account in the portal's token."""

from typing import Annotated

from fastapi import Depends

from services.hall.rules.owner import Owner, owner_of
from shared.http.api import TokenFor
from shared.login.tokens import Claims

_portal = TokenFor("portal")


async def _owner(claims: Annotated[Claims, Depends(_portal)]) -> Owner:
    return owner_of(claims.data)


OwnerDep = Annotated[Owner, Depends(_owner)]
"""The owner logged in. An incomplete account gets nowhere in the hall (S3)."""
