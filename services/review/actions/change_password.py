"""Setting a password of one's own."""

from services.review.actions.log_in import LoggedIn
from services.review.tables import Account
from shared.errors import NotFound
from shared.store import Unit


def change_password(unit: Unit, account_id: str, new_hash: str) -> LoggedIn:
    """Keep the new password; nothing has to be changed any more."""
    account = unit.locked(Account, account_id)
    if account is None:
        raise NotFound
    account.password_hash = new_hash
    account.must_change_password = False
    return LoggedIn(account.id, account.credit_code, account.name, account.role, False, unit.now())
