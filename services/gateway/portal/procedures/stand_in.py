"""Acting for an owner without its password, where the control plane builds something in its name."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import select

from services.gateway.portal.lookups.snapshot import Snapshot, snapshot
from services.gateway.portal.procedures.tokens import Issuer
from services.gateway.portal.seed import personas
from services.gateway.portal.tables import Account
from shared.errors import FieldError, RequestInvalid
from shared.login.passwords import matches
from shared.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class StandIn:
    """An account as a token tells of it, with a token, and its password where it is the one all have at first."""

    data: dict[str, Any]
    token: str
    password: str | None


async def stand_in(store: Store, issuer: Issuer, credit_code: str) -> StandIn:
    """For the owner of this code; raises RequestInvalid when there is none."""
    who, kept = await store.read(_account, credit_code)
    first: str = personas()["password"]
    return StandIn(who.data, issuer.token_for(who), first if await matches(kept, first) else None)


def _account(tx: Transaction, credit_code: str) -> tuple[Snapshot, str]:
    account = tx.exec(select(Account).where(Account.credit_code == credit_code)).first()
    if account is None:
        zh = f"政务服务网没有 {credit_code} 的法人账号：POST /sim/enterprises 可新建一家单位。"
        en = f"the portal has no account of {credit_code}: POST /sim/enterprises makes a new unit"
        raise RequestInvalid(errors=[FieldError("/credit_code", "account-unknown", zh, en)])
    return snapshot(tx, account), account.password_hash
