"""Who has an account from the start: the accounts of seed.toml, and the agencies of the register."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.review.rules.data import load

AGENCIES: list[dict[str, Any]] = load("agencies")["agencies"]
_SEED = load("seed")
PASSWORD = str(_SEED["password"])
"""The one they all share."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """An account (平台账号) that is there from the start; one logs in with its credit code."""

    credit_code: str
    name: str
    role: str
    phone: str


def seeded() -> Iterator[Seeded]:
    """Owners and units first, then the agencies."""
    yield from (Seeded(**row) for row in _SEED["accounts"])
    yield from (Seeded(row["credit_code"], row["name"], "agency", row["phone"]) for row in AGENCIES)
