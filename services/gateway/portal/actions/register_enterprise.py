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
from shared.store import Unit


def register_enterprise(
    unit: Unit, password_hash: str, kind: str, name: str | None, credit_code: str | None,
    profile: Mapping[str, str | None], real_level: int,
) -> Account:  # fmt: skip
    """Its account. Code and name are random if not given.

    The caller hashes the password, and has checked what was given. Raises AccountExists.
    """
    code = credit_code or _unused_code(unit, kind)
    return register_account(unit, code, name or _name(unit, kind), password_hash, profile, real_level)


def forget_enterprise(unit: Unit, account_id: str) -> None:
    """Take the account back: the platform would not have the unit."""
    account = unit.locked(Account, account_id)
    if account is not None:
        unit.delete(account)


def default_profile() -> dict[str, str]:
    """What a unit says about itself, where nobody says otherwise."""
    return dict(_defaults()["profile"])


def _unused_code(unit: Unit, kind: str) -> str:
    while True:
        code = make_credit_code(kind, unit.random)
        if unit.exec(select(Account.id).where(Account.credit_code == code)).first() is None:
            return code


def _name(unit: Unit, kind: str) -> str:
    word = unit.random.choice(_defaults()["names"])
    return f"郑州示例{word}{unit.random.randint(100, 999)}{_defaults()['suffix'][kind]}"


@cache
def _defaults() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent.parent / "enterprise_defaults.toml").read_text("utf-8"))
