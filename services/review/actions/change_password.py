"""Setting a password of one's own."""

from services.review.actions.steps.logins import LoggedIn, logged_in, set_password
from services.review.errors import LoginEnded
from services.review.tables import Account
from shared.store import Transaction


def change_password(tx: Transaction, account_id: str, password_changes: int, new_hash: str) -> LoggedIn:
    """Keep the new password; every token from before ends, and nothing has to be changed any more.

    Raises LoginEnded when somebody else changed it since the caller logged in.
    """
    account = tx.locked(Account, account_id)
    if account is None or account.password_changes != password_changes:
        raise LoginEnded
    set_password(account, new_hash)
    tx.state("account", "password-changed", account=account.credit_code)
    return logged_in(tx, account)
