"""Who looks: the legal person's account in the cookie that the portal's login left."""

from typing import Annotated

from fastapi import Depends

from services.hall.rules.owner import Owner, owner_of
from shared.login.tokens import Claims
from shared.pages.place import PORTAL
from shared.pages.session import logged_in, perhaps_logged_in


async def _owner(claims: Annotated[Claims, Depends(logged_in(PORTAL))]) -> Owner:
    return owner_of(claims.data)


async def _visitor(claims: Annotated[Claims | None, Depends(perhaps_logged_in(PORTAL))]) -> Owner | None:
    return None if claims is None else owner_of(claims.data)


OwnerDep = Annotated[Owner, Depends(_owner)]
"""The owner logged in; whoever is not is sent to the portal and comes back."""

VisitorDep = Annotated[Owner | None, Depends(_visitor)]
"""The owner, or nobody in particular."""
