"""Finding an account by its login name, the unit's credit code."""

from sqlmodel import select

from services.review.tables import Account
from shared.store import Transaction


def find_account(tx: Transaction, credit_code: str) -> Account | None:
    """The account of this name."""
    return tx.exec(select(Account).where(Account.credit_code == credit_code)).first()


def kept_password(tx: Transaction, credit_code: str) -> str | None:
    """How the account's password is kept; None where there is no such account."""
    account = find_account(tx, credit_code)
    return account.password_hash if account else None
