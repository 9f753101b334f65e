"""项目信息: what of it stands in columns of its own (S5, S8)."""

from collections.abc import Mapping
from typing import Any

_COLUMNS = ("project_name", "project_type", "land_area", "building_area", "government_procurement")


def columns_and_facts(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was given, parted into the project's own columns and the further facts kept with it."""
    columns = {name: value for name, value in given.items() if name in _COLUMNS}
    return columns, {name: value for name, value in given.items() if name not in _COLUMNS}
