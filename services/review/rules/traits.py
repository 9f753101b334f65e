"""What a project's details say about it, beside its scenario: words that other lists refer to."""

from collections.abc import Mapping
from typing import Any

CIVIL_DEFENCE = "civil-defence"
SPECIAL_FIRE_DESIGN = "special-fire-design"
FACADE_OR_USE = "facade-or-use-change"


def traits_of(details: Mapping[str, Any]) -> frozenset[str]:
    """The traits of a project: civil air defence (人防) is built with it, its fire design needs experts (消防), it
    changes what a building looks like from outside or is used for.
    """
    review = details.get("review", {})
    buildings = details.get("buildings", [])
    civil = review.get("joint_civil_defence_review") or any(row.get("has_civil_defence") for row in buildings)
    found = {
        CIVIL_DEFENCE: civil,
        SPECIAL_FIRE_DESIGN: review.get("special_fire_design"),
        FACADE_OR_USE: review.get("changes_facade") or review.get("changes_use"),
    }
    return frozenset(trait for trait, holds in found.items() if holds)
