"""Where an account stands: what it says of its unit, and whether that is enough and verified."""

from services.gateway.portal.rules.profile import PROFILE, is_verified, missing
from services.gateway.portal.tables import Account


def profile_of(account: Account) -> dict[str, str | None]:
    """What the owner fills in."""
    return {name: getattr(account, name) for name in PROFILE}


def standing_of(account: Account) -> dict[str, bool]:
    """`real_name_verified` and `profile_complete`."""
    return {
        "real_name_verified": is_verified(account.real_level),
        "profile_complete": not missing(profile_of(account)),
    }
