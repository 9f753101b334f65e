"""Accounts that are opened: by units themselves (S11, S20), and for tests by the control plane."""

from collections.abc import Mapping
from typing import Any

from services.review.actions.register_agency import register_agency
from services.review.actions.register_unit import register_unit
from services.review.procedures.passwords import require_strength
from services.review.views.accounts import AccountView, account_view
from shared.instruments.contract.people import UnitMade
from shared.login.passwords import hash_password
from shared.store import Store, Transaction


async def register(store: Store, credit_code: str, name: str, role: str, phone: str, password: str) -> AccountView:
    """单位注册; raises PasswordRefused, AccountExists."""
    require_strength(password, credit_code, "/password")
    hashed = await hash_password(password)
    return await store.write(lambda tx: account_view(register_unit(tx, credit_code, name, role, phone, hashed)))


async def provide(store: Store, role: str, account: Mapping[str, str], facts: Mapping[str, Any]) -> UnitMade:
    """A unit, or an agency with what the register says of it (`facts`).

    `account` has credit_code, name, phone and password_hash. Raises AccountExists, RequestInvalid.
    """
    return await store.write(_provided, role, account, facts)


def _provided(tx: Transaction, role: str, account: Mapping[str, str], facts: Mapping[str, Any]) -> UnitMade:
    shown = UnitMade(account=account["credit_code"], role=role)
    if role == "agency":
        return shown.model_copy(update={"agency_id": register_agency(tx, **account, facts=facts).id})
    register_unit(tx, role=role, **account)
    return shown
