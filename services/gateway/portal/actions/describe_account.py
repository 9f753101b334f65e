"""An account in plain data: as it is shown, and as a token says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.gateway.portal.rules.profile import PROFILE, is_verified, missing
from services.gateway.portal.tables import Account
from shared.masking import mask_id
from shared.store import Unit


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Whose token, in which life of which sandbox, from when, and what it says."""

    account_id: str
    sandbox: str
    life: int
    now: datetime
    data: dict[str, Any]


def snapshot(unit: Unit, account: Account) -> Snapshot:
    """What a token issued now says about the account."""
    told = ("credit_code", "name", "kind", "legal_representative", "agent_name", "agent_phone")
    data = {**{name: getattr(account, name) for name in told}, **_state(account)}
    return Snapshot(account.id, unit.sandbox, unit.life, unit.now(), data)


def account_fields(account: Account) -> dict[str, Any]:
    """The fields of AccountView; the agent's id number masked."""
    shown = account.model_dump(exclude={"sandbox", "password_hash"})
    if account.agent_id_number:
        shown["agent_id_number"] = mask_id(account.agent_id_number)
    return {**shown, **_state(account), "missing": missing(profile_of(account))}


def profile_of(account: Account) -> dict[str, str | None]:
    """What the owner fills in."""
    return {name: getattr(account, name) for name in PROFILE}


def _state(account: Account) -> dict[str, bool]:
    return {
        "real_name_verified": is_verified(account.real_level),
        "profile_complete": not missing(profile_of(account)),
    }
