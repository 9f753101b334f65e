"""单位注册: a unit's account on the platform (S11); survey and design units open theirs themselves."""

from services.review.errors import AccountExists
from services.review.lookups.accounts import find_account
from services.review.tables import Account
from shared.store import Unit


def register_unit(unit: Unit, credit_code: str, name: str, role: str, phone: str, password_hash: str) -> Account:
    """A new account with a password of its own choice; raises AccountExists."""
    if find_account(unit, credit_code) is not None:
        raise AccountExists
    account = Account(
        credit_code=credit_code, name=name, role=role, phone=phone, password_hash=password_hash,
        must_change_password=False, created_at=unit.now(),
    )  # fmt: skip
    unit.add(account)
    unit.flush()
    unit.state("account", "registered", account=credit_code, role=role)
    return account
