"""大/中/小型: how large a project is, as declared or as its buildings have it, whichever is larger (scale.toml)."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.review.rules.data import load
from services.review.rules.eligibility import SCALES

_DATA = load("scale")
Row = Mapping[str, Any]


def scale_of(details: Mapping[str, Any]) -> str:
    """small, medium or large; a project that says nothing is small."""
    declared: str = _DATA["declared"].get(details.get("review", {}).get("scale"), SCALES[0])
    return max([declared, measured_scale(details.get("buildings", []))], key=SCALES.index)


def measured_scale(buildings: Sequence[Row]) -> str:
    """The scale of the largest building."""
    found = [line["scale"] for row in buildings for line in _DATA["line"] if _holds(line, row)]
    return max(found, key=SCALES.index, default=SCALES[0])


def _holds(line: Row, row: Row) -> bool:
    usage = row.get("usage")
    if usage in line.get("except_usage", ()) or usage not in line.get("usage", [usage]):
        return False
    over = any(row.get(key, 0) > least for key, least in line.get("fields", {}).items())
    return over or any(row.get(key) in codes for key, codes in line.get("codes", {}).items())
