"""Register a legal-person account (注册法人账号)."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import select

from services.gateway.portal.errors import AccountExists
from services.gateway.portal.rules.policy import kind_of
from services.gateway.portal.rules.profile import NOT_VERIFIED
from services.gateway.portal.tables import Account
from shared.store import Transaction


def register_account(
    tx: Transaction, credit_code: str, name: str, password_hash: str, profile: Mapping[str, Any],
    real_level: int = NOT_VERIFIED,
) -> Account:  # fmt: skip
    """A new account, not verified unless `real_level` says so. Raises AccountExists."""
    if tx.exec(select(Account.id).where(Account.credit_code == credit_code)).first():
        raise AccountExists
    account = Account(
        credit_code=credit_code, name=name, kind=kind_of(credit_code), password_hash=password_hash,
        real_level=real_level, registered_at=tx.now(), **profile,
    )  # fmt: skip
    tx.add(account)
    tx.flush()
    return account
