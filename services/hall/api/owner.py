"""Who is asking: the legal person's account in the portal's token."""

from typing import Annotated

from fastapi import Depends

from services.hall.errors import AccountIncomplete
from services.hall.rules.owner import Owner as OwnerData
from shared.api import token_dependency
from shared.tokens import Claims

_portal = token_dependency("portal")


async def _owner(claims: Annotated[Claims, Depends(_portal)]) -> OwnerData:
    return owner_of(claims)


def owner_of(claims: Claims) -> OwnerData:
    """The owner a portal token stands for; raises AccountIncomplete."""
    owner = OwnerData(
        credit_code=claims.data["credit_code"],
        name=claims.data["name"],
        real_name_verified=claims.data["real_name_verified"],
        profile_complete=claims.data["profile_complete"],
        **{name: claims.data.get(name) for name in ("legal_representative", "agent_name", "agent_phone")},
    )
    if not owner.profile_complete:
        raise AccountIncomplete
    return owner


Owner = Annotated[OwnerData, Depends(_owner)]
"""The owner logged in. An incomplete account gets nowhere in the hall (S3)."""
