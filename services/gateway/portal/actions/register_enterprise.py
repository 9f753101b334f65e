"""A new, valid unit for a test, with its account (the control plane's `POST /sim/enterprises`)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlmodel import select

from services.gateway.portal.actions.register_account import register_account
from services.gateway.portal.rules.credit_codes import make_credit_code
from services.gateway.portal.tables import Account
from shared.store import Transaction


def register_enterprise(
    tx: Transaction, password_hash: str, kind: str, name: str | None, credit_code: str | None,
    profile: Mapping[str, str | None], real_level: int,
) -> Account:  # fmt: skip
    """Its account. Code and name are random if not given.

    The caller hashes the password, and has checked what was given. Raises AccountExists.
    """
    code = credit_code or _unused_code(tx, kind)
    return register_account(tx, code, name or _name(tx, kind), password_hash, profile, real_level)


def forget_enterprise(tx: Transaction, account_id: str) -> None:
    """Take the account back: the platform would not have the unit."""
    account = tx.locked(Account, account_id)
    if account is not None:
        tx.delete(account)


def default_profile() -> dict[str, str]:
    """What a unit says about itself, where nobody says otherwise."""
    return dict(_defaults()["profile"])


def _unused_code(tx: Transaction, kind: str) -> str:
    while True:
        code = make_credit_code(kind, tx.random)
        if tx.exec(select(Account.id).where(Account.credit_code == code)).first() is None:
            return code


def _name(tx: Transaction, kind: str) -> str:
    word = tx.random.choice(_defaults()["names"])
    return f"郑州示例{word}{tx.random.randint(100, 999)}{_defaults()['suffix'][kind]}"


@cache
def _defaults() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent.parent / "enterprise_defaults.toml").read_text("utf-8"))
