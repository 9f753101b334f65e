"""An account as a token says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.gateway.portal.lookups.standing import standing_of
from services.gateway.portal.tables import Account
from shared.store import Transaction


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Whose token, in which life of which sandbox, from when, and what it says."""

    account_id: str
    sandbox: str
    life: int
    now: datetime
    data: dict[str, Any]


def snapshot(tx: Transaction, account: Account) -> Snapshot:
    """What a token issued now says about the account."""
    fields = ("credit_code", "name", "kind", "legal_representative", "agent_name", "agent_phone")
    data = {**{name: getattr(account, name) for name in fields}, **standing_of(account)}
    return Snapshot(account.id, tx.sandbox, tx.life, tx.now(), data)
