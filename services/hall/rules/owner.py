"""Who is filing: the legal person's account as the portal's token describes it."""

from dataclasses import dataclass


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
