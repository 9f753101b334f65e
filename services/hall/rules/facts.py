"""What is known of an application before its form is filled: it goes into the example and is held against the form."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

LARGE = 40_000


def areas(land: int, building: int) -> dict[str, int | bool]:
    """Areas (㎡) that agree with one another: a fifth below ground, a footprint that fits the land.

    A building larger than 40,000 ㎡ is a special construction work (guide §C4).
    """
    down = building // 5
    return {
        "land_area": land,
        "building_area": building,
        "up_area": building - down,
        "down_area": down,
        "footprint_area": min(land, building // 6),
        "is_large": building > LARGE,
    }


def dates(today: date) -> dict[str, str]:
    """Dates that a form filled today would carry."""
    return {
        "today": today.isoformat(),
        "planned_start": (today + timedelta(days=60)).isoformat(),
        "planned_end": (today + timedelta(days=60 + 730)).isoformat(),
        "in_three_years": (today + timedelta(days=3 * 365)).isoformat(),
    }


def form_facts(project: Mapping[str, Any], filing: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Facts of one application: `project` with its code, name, type, areas and what the platform said of it,
    `filing` with scenario, engineering code and the owner.
    """
    known = {key: value for key, value in project.items() if value is not None}
    return dates(today) | known | areas(project["land_area"] or 0, project["building_area"] or 0) | dict(filing)
