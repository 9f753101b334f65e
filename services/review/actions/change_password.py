"""Setting a password of one's own."""

from services.review.actions.log_in import LoggedIn, logged_in
from services.review.errors import LoginEnded
from services.review.tables import Account
from shared.store import Unit


def change_password(unit: Unit, account_id: str, password_changes: int, new_hash: str) -> LoggedIn:
    """Keep the new password; every token from before ends, and nothing has to be changed any more.

    Raises LoginEnded when somebody else changed it since the caller logged in.
    """
    account = unit.locked(Account, account_id)
    if account is None or account.password_changes != password_changes:
        raise LoginEnded
    set_password(account, new_hash)
    unit.state("account", "password-changed", account=account.credit_code)
    return logged_in(unit, account)


def set_password(account: Account, new_hash: str) -> None:
    """One that the account's owner chose."""
    account.password_hash, account.must_change_password = new_hash, False
    account.password_changes += 1
