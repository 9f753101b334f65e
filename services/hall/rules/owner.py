"""Who is filing: the legal person's account as the portal's token describes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.hall.errors import AccountIncomplete


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner (建设单位) logged in. Its things are found by its credit code: one unit may have several accounts."""

    credit_code: str
    name: str
    real_name_verified: bool
    profile_complete: bool
    legal_representative: str | None = None
    agent_name: str | None = None
    agent_phone: str | None = None


def owner_of(account: Mapping[str, Any]) -> Owner:
    """The owner an account in a portal token stands for; raises AccountIncomplete."""
    owner = Owner(
        credit_code=account["credit_code"],
        name=account["name"],
        real_name_verified=account["real_name_verified"],
        profile_complete=account["profile_complete"],
        **{name: account.get(name) for name in ("legal_representative", "agent_name", "agent_phone")},
    )
    if not owner.profile_complete:
        raise AccountIncomplete
    return owner
