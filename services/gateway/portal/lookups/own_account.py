"""The account of whoever is logged in."""

from services.gateway.portal.tables import Account
from shared.errors import Unauthenticated
from shared.store import Unit


def own_account(unit: Unit, account_id: str, *, hold: bool = False) -> Account:
    """The caller's account, held for a change if asked for.

    A token may outlive its account, when a sandbox is made anew: raises Unauthenticated.
    """
    account = unit.locked(Account, account_id) if hold else unit.get(Account, account_id)
    if account is None:
        raise Unauthenticated
    return account
