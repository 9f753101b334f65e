"""单位注册: a unit's account on the platform (S11); survey and design units open theirs themselves."""

from services.review.errors import AccountExists
from services.review.lookups.accounts import find_account
from services.review.tables import Account
from shared.store import Transaction


def register_unit(tx: Transaction, credit_code: str, name: str, role: str, phone: str, password_hash: str) -> Account:
    """A new account with a password of its own choice; raises AccountExists."""
    if find_account(tx, credit_code) is not None:
        raise AccountExists
    account = Account(
        credit_code=credit_code, name=name, role=role, phone=phone, password_hash=password_hash,
        must_change_password=False, created_at=tx.now(),
    )  # fmt: skip
    tx.add(account)
    tx.flush()
    tx.state("account", "registered", account=credit_code, role=role)
    return account
