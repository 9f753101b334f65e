"""Complete or change the account's information (完善法人账号信息, S3)."""

from collections.abc import Mapping

from services.gateway.portal.tables import Account
from shared.errors import Unauthenticated
from shared.store import Unit


def own_account(unit: Unit, account_id: str, *, for_change: bool = True) -> Account:
    """The caller's account. A token may outlive its account, when a sandbox is made anew: raises Unauthenticated."""
    account = unit.locked(Account, account_id) if for_change else unit.get(Account, account_id)
    if account is None:
        raise Unauthenticated
    return account


def change_profile(unit: Unit, account_id: str, changes: Mapping[str, str | None]) -> Account:
    """Set the given fields. Shows in the hall from the next token on."""
    account = own_account(unit, account_id)
    for name, value in changes.items():
        setattr(account, name, value or None)
    unit.add(account)
    return account
