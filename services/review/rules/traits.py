"""What a project's details say about it, beside its scenario: words that other lists refer to."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.review.rules.disciplines import USAGES

LOAD_BEARING, PLUMBING, HVAC = "load-bearing-change", "plumbing-change", "hvac-change"
CHAMBERS = "chambers"
_NO_STRUCTURE = "099"
CIVIL_DEFENCE = "civil-defence"
SPECIAL_FIRE_DESIGN = "special-fire-design"
FACADE_OR_USE = "facade-or-use-change"


def traits_of(details: Mapping[str, Any]) -> frozenset[str]:
    """The traits of a project: civil air defence (人防) is built with it, its fire design needs experts (消防), it
    changes what a building looks like from outside or is used for, or what carries and serves it; and what works it
    consists of.
    """
    review = details.get("review", {})
    buildings = details.get("buildings", [])
    civil = review.get("joint_civil_defence_review") or any(row.get("has_civil_defence") for row in buildings)
    found = {
        CIVIL_DEFENCE: civil,
        SPECIAL_FIRE_DESIGN: review.get("special_fire_design"),
        FACADE_OR_USE: review.get("changes_facade") or review.get("changes_use"),
        LOAD_BEARING: review.get("changes_structure"),
        PLUMBING: review.get("changes_plumbing"),
        HVAC: review.get("changes_hvac"),
        CHAMBERS: any(row.get("structure", _NO_STRUCTURE) != _NO_STRUCTURE for row in buildings),
    }
    return frozenset(trait for trait, holds in found.items() if holds) | _works(buildings)


def _works(buildings: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    usages = {row.get("usage") for row in buildings}
    return frozenset(trait for trait, codes in USAGES.items() if usages.intersection(codes))
