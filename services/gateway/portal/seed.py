"""The personas of a new sandbox, from `seed.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from services.gateway.portal.actions.register_account import register_account
from services.gateway.portal.rules.profile import PROFILE
from shared.login.passwords import hash_seeded
from shared.store import Transaction


@cache
def personas() -> dict[str, Any]:
    """`{password, account: [{persona, credit_code, name, real_level, …profile}]}`."""
    return tomllib.loads((Path(__file__).parent / "seed.toml").read_text("utf-8"))


def seed_portal(tx: Transaction) -> None:
    """Their accounts, with the one password they share."""
    kept = hash_seeded(personas()["password"])
    for one in personas()["account"]:
        profile = {name: one.get(name) for name in PROFILE}
        register_account(tx, one["credit_code"], one["name"], kept, profile, one["real_level"])
