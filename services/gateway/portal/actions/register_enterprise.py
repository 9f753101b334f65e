"""A new, valid unit for a test, with its account (the control plane's `POST /sim/enterprises`)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sqlmodel import select

from services.gateway.portal.actions.describe_account import account_fields
from services.gateway.portal.actions.register_account import register_account
from services.gateway.portal.rules.credit_codes import make_credit_code
from services.gateway.portal.rules.profile import NOT_VERIFIED
from services.gateway.portal.tables import Account
from shared.store import Unit

Kind = Literal["enterprise", "institution", "government"]
ON_SITE = 2


def register_enterprise(
    unit: Unit, password_hash: str, *, kind: Kind = "enterprise", name: str | None = None,
    credit_code: str | None = None, complete: bool = True, verified: bool = True,
) -> dict[str, Any]:  # fmt: skip
    """The account as AccountView has it, plus `login`. Code and name are random if not given.

    The caller hashes the password, and has checked a given credit code. Raises AccountExists.
    """
    code = credit_code or _unused_code(unit, kind)
    profile = _defaults()["profile"] if complete else {}
    level = ON_SITE if verified else NOT_VERIFIED
    account = register_account(unit, code, name or _name(unit, kind), password_hash, profile, level)
    return {"login": account.credit_code, **account_fields(account)}


def _unused_code(unit: Unit, kind: Kind) -> str:
    while True:
        code = make_credit_code(kind, unit.random)
        if unit.exec(select(Account.id).where(Account.credit_code == code)).first() is None:
            return code


def _name(unit: Unit, kind: Kind) -> str:
    word = unit.random.choice(_defaults()["names"])
    return f"郑州示例{word}{unit.random.randint(100, 999)}{_defaults()['suffix'][kind]}"


@cache
def _defaults() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent.parent / "enterprise_defaults.toml").read_text("utf-8"))
