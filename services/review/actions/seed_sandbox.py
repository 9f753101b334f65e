"""What a new sandbox has at the platform: the review agencies, and the accounts that were there before."""

from services.review.rules.seeded import AGENCIES, PASSWORD, Seeded, seeded
from services.review.tables import Account, Agency
from shared.login.passwords import hash_seeded
from shared.store import Transaction


def seed_sandbox(tx: Transaction) -> None:
    """Fill a new sandbox; every account has the personas' password, hashed once a process."""
    for rank, row in enumerate(AGENCIES):
        tx.add(Agency(rank=rank, **{key: value for key, value in row.items() if key != "phone"}))
    for one in seeded():
        tx.add(_account(tx, one))


def _account(tx: Transaction, one: Seeded) -> Account:
    return Account(
        credit_code=one.credit_code, name=one.name, role=one.role, phone=one.phone, must_change_password=False,
        password_hash=hash_seeded(PASSWORD), created_at=tx.now(),
    )  # fmt: skip
