"""The account of whoever is logged in."""

from services.gateway.portal.tables import Account
from shared.errors import Unauthenticated
from shared.store import Transaction


def own_account(tx: Transaction, account_id: str, *, hold: bool = False) -> Account:
    """The caller's account, held for a change if asked for.

    A token may outlive its account, when a sandbox is made anew: raises Unauthenticated.
    """
    account = tx.locked(Account, account_id) if hold else tx.get(Account, account_id)
    if account is None:
        raise Unauthenticated
    return account
