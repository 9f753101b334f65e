"""V13: whether each discipline has somebody in charge (专业负责人) with a fitting registration (registrations.toml)."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.review.rules.data import load
from services.review.rules.disciplines import Discipline
from services.review.rules.persons import RESIDENT_ID

_DATA = load("registrations")
FITTING: dict[str, list[str]] = _DATA["fitting"]
EXAMPLES: dict[str, dict[str, str]] = _DATA["persons"]
_IN_CHARGE: str = _DATA["duty"]


def nobody_in_charge(required: Sequence[Discipline], persons: Sequence[Mapping[str, Any]]) -> list[Discipline]:
    """The required disciplines for which no person named in the details stands."""
    held = {person.get("registration") for person in persons if person.get("duty") == _IN_CHARGE}
    return [item for item in required if item.code in FITTING and not held & set(FITTING[item.code])]


def example_persons(required: Sequence[Discipline]) -> list[dict[str, Any]]:
    """Somebody in charge of each required discipline, as rows of the details."""
    return [
        {"unit_role": item.role, "duty": _IN_CHARGE, "id_type": RESIDENT_ID, **EXAMPLES[item.code]}
        for item in required
        if item.code in EXAMPLES
    ]
