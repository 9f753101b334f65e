"""What a new sandbox has at the platform: the review agencies, and the accounts that were there before."""

from typing import Any

from services.review.rules.data import load
from services.review.tables import Account, Agency
from shared.login.passwords import hash_seeded
from shared.store import Transaction

_AGENCIES: list[dict[str, Any]] = load("agencies")["agencies"]
_SEED = load("seed")


def seed_sandbox(tx: Transaction) -> None:
    """Fill a new sandbox; every account has the personas' password, hashed once a process."""
    for rank, row in enumerate(_AGENCIES):
        facts = {key: value for key, value in row.items() if key != "phone"}
        tx.add(Agency(rank=rank, **facts))
        tx.add(_account(tx, row["credit_code"], row["name"], "agency", row["phone"]))
    for row in _SEED["accounts"]:
        tx.add(_account(tx, row["credit_code"], row["name"], row["role"], row["phone"]))


def _account(tx: Transaction, credit_code: str, name: str, role: str, phone: str) -> Account:
    return Account(
        credit_code=credit_code, name=name, role=role, phone=phone, must_change_password=False,
        password_hash=hash_seeded(_SEED["password"]), created_at=tx.now(),
    )  # fmt: skip
