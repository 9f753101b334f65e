"""Whether a work looks like a special construction work (特殊建设工程), whose fire protection design is reviewed."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.hall.rules.catalogue import FOLDER
from shared.errors import FieldError
from shared.forms import load_toml

_RULES = load_toml(FOLDER / "fire_review.toml")


def special_category(values: Mapping[str, Any]) -> str | None:
    """The first category of order 51, art. 14, that the form's figures fall under, or None."""
    return next(_categories(values), None)


def fire_review_warnings(values: Mapping[str, Any]) -> list[FieldError]:
    """A word of warning when the form says it is no special work and its figures say it is."""
    category = special_category(values)
    if category is None or values.get("fire", {}).get("is_special") is not False:
        return []
    zh = f"按所填面积、高度和用途，该工程可能属于特殊建设工程（第{category}类），应进行消防设计审查，请核对"
    en = f"by its figures this looks like a special construction work (category {category}): check is_special"
    return [FieldError("/fire/is_special", "fire-review-expected", zh, en)]


def _categories(values: Mapping[str, Any]) -> Iterator[str]:
    fire = values.get("fire", {})
    venue = _RULES["venues"].get(fire.get("venue"))
    if venue and fire.get("venue_area", 0) > venue["above"]:
        yield venue["category"]
    for building in values.get("buildings", []):
        yield from _building_categories(building)


def _building_categories(building: Mapping[str, Any]) -> Iterator[str]:
    usage = building.get("usage")
    homes, works, public = _RULES["residential"], _RULES["infrastructure"], _RULES["public"]
    if usage in homes["usages"] and building.get("fire_class") == homes["fire_class"]:
        yield homes["category"]
    if usage in works["usages"]:
        yield works["category"]
    high, large = (
        building.get("height", 0) > public["height_above"],
        building.get("total_area", 0) > public["area_above"],
    )
    if usage in public["usages"] and (high or large):
        yield public["category"]
