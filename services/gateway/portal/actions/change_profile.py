"""Complete or change the account's information (完善法人账号信息, S3)."""

from collections.abc import Mapping

from services.gateway.portal.lookups.own_account import own_account
from services.gateway.portal.tables import Account
from shared.store import Transaction


def change_profile(tx: Transaction, account_id: str, changes: Mapping[str, str | None]) -> Account:
    """Set the given fields. Shows in the hall from the next token on."""
    account = own_account(tx, account_id, hold=True)
    for name, value in changes.items():
        setattr(account, name, value or None)
    tx.add(account)
    return account
