"""A complete example of the one form that tells one story: works, areas, floors, funds and names go together.

What is known of the project (its fields in the form, as far as they can be known) is told on with stories.toml.
"""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

from services.hall.rules.catalogue import FOLDER, Scenario
from services.hall.rules.fire_review import special_category
from shared.forms import load_toml

Fields = Mapping[str, Any]

_DATA = load_toml(FOLDER / "stories.toml")
_HIGH_RISE = {True: (27, 54), False: (24, 50)}  # m: above it a high-rise, above it one of class one; homes and others
_HOMES, _FLAT, _BASEMENT_FROM = ("100", "400"), 90, 1000
_COST_PERCENT = 65


def complete_example(scenario: Scenario, facts: Fields) -> dict[str, Any]:
    """A complete document for these facts, in which no rule finds anything odd that the facts do not bring along."""
    form = scenario.form
    return form.example(facts, _tell(scenario.column, form.example(facts)["project"]))


def _tell(column: str, project: Fields) -> dict[str, Any]:
    works = _works(column, project)
    rows = [_section(project, works)] if "length" in works else _buildings(project, works)
    fire = special_category({"buildings": rows})
    told = (_money(project), _nature(column, project), _rank(column, project, works), _permits(project))
    return {
        "project": {**_sizes(project, works, rows), **{key: value for part in told for key, value in part.items()}},
        "buildings": rows,
        "fire": {"is_special": fire is not None, "special_category": fire},
    }


def _works(column: str, project: Fields) -> dict[str, Any]:
    """The kind of works, and what is told of this very project."""
    told = _DATA["columns"].get(column, {})
    kind = _nature(column, project)["engineering_class"]
    return {**_DATA["works"][told.get("like", {}).get(kind, kind)], **_DATA["projects"].get(_code(project), {})}


def _code(project: Fields) -> str:
    return str(project.get("project_code", ""))


def _nature(column: str, project: Fields) -> dict[str, Any]:
    told = _DATA["columns"].get(column, {})
    classes, natures = told.get("classes", list(_DATA["works"])), told.get("natures", [])
    kind, nature = project["engineering_class"], project["construction_nature"]
    return {
        "engineering_class": kind if kind in classes else classes[0],
        "construction_nature": nature if nature in natures or not natures else natures[0],
    }


def _money(project: Fields) -> dict[str, Any]:
    """Source of the funds, and what goes with it; only what this form has said anything of."""
    told = funding(project["project_type"], project["fund_source"])
    return {key: value for key, value in told.items() if key in project}


def funding(project_type: str, fund_source: str) -> dict[str, Any]:
    """Source of the funds, kind of the approval (立项类型) and land as they go with a type of project."""
    by_type: dict[str, Any] | None = _DATA["types"].get(project_type)
    return by_type or {"fund_source": fund_source, **_DATA["otherwise"][fund_source]}


def _permits(project: Fields) -> dict[str, Any]:
    number = f"{project['region_code']}202400001号"
    told = {"land_planning_permit": f"地字第{number}", "works_planning_permit": f"建字第{number}"}
    return {key: value for key, value in told.items() if key in project}


def _sizes(project: Fields, works: Fields, rows: list[dict[str, Any]]) -> dict[str, Any]:
    if "length" in works:
        area = 0 if "up_area" in project else None  # only a form that asks for floors is told that there are none
        none = {"building_area": area, "up_area": 0, "down_area": 0}
        return {"is_linear": True, "length": rows[0]["length"], "new_land_area": 0, **none}
    up, floors = _sum(rows, "up_area"), max(row["floors_up"] for row in rows)
    return {
        "up_area": up,
        "down_area": _sum(rows, "down_area"),
        "decoration_area": up,
        "decoration_floors": floors,
        "decoration_parts": f"地上{floors}层室内",
    }


def _rank(column: str, project: Fields, works: Fields) -> dict[str, Any]:
    """Where the scenario is for them: a key project (重点项目) or resettlement housing (安置房)."""
    if not _DATA["columns"].get(column, {}).get("key_or_resettlement"):
        return {}
    resettled, level = works["row"]["usage"] in _HOMES, project["project_level"]
    return {"is_resettlement": resettled, "project_level": level if resettled or level != "none" else "municipal"}


def _section(project: Fields, works: Fields) -> dict[str, Any]:
    """The one section (区段) of a linear work, from its beginning to its end."""
    length = project.get("length") or works["length"]
    kilometres, metres = divmod(round(length), 1000)
    name = f"K0+000～K{kilometres}+{metres:03d}"
    return {**_NO_FLOORS, **_UNSAID, **works["row"], "name": name, "length": length, "cost": _cost(project, 1)}


_UNSAID: Fields = {"road_class": None, "pipe_diameter": None, "bridge_span": None, "residential_units": None}
_NO_FLOORS: Fields = {
    "floors_up": 0, "floors_down": 0, "height": 0, "total_area": 0, "up_area": 0, "down_area": 0, "footprint_area": 0,
    "fire_class": "low-rise", "fire_rating_up": "2", "structure": "099", "foundation": "other",
}  # fmt: skip


def _buildings(project: Fields, works: Fields) -> list[dict[str, Any]]:
    area = project["building_area"]
    count = works.get("buildings") or max(1, min(20, round(area / works["area"])))
    below = area // 5 if works["basement"] and area >= _BASEMENT_FROM * count else 0
    ups, downs = _split(area - below, count), _split(below, count)
    return [
        _building(project, works, number, count, (up, down))
        for number, (up, down) in enumerate(zip(ups, downs, strict=True), 1)
    ]


def _split(total: float, count: int) -> list[float]:
    """Parts in whole ㎡ that add up to the total; the last one takes what is left over."""
    part = int(total // count)
    return [part] * (count - 1) + [total - part * (count - 1)]


def _building(project: Fields, works: Fields, number: int, count: int, area: tuple[float, float]) -> dict[str, Any]:
    up, down = area
    floors = _floors(works, up)
    height = works.get("height", round(floors * works["storey"], 1)) if floors else 0
    basement = works["basement"] if down else 0
    usage = works["row"]["usage"]
    fire_class = _fire_class(usage in _HOMES, height, floors)
    return {
        **works["row"],
        "name": f"{number}#楼",
        "code": f"{number:03d}",
        "floors_up": floors,
        "floors_down": basement,
        "height": height,
        "depth": works.get("depth", round(basement * 4.5, 1)) if basement else 0,
        "total_area": up + down,
        "up_area": up,
        "down_area": down,
        "footprint_area": min(ceil(up / floors) if floors else 0, int(project["land_area"]) // count),
        "length": None,
        "span": None,
        "cost": _cost(project, count),
        "fire_class": fire_class,
        "fire_rating_up": "2" if fire_class == "low-rise" else "1",
        "residential_units": _flats(works, up, count) if usage in _HOMES else None,
    }


def _flats(works: Fields, up: float, count: int) -> int:
    return int(works["flats"]) // count if "flats" in works else max(1, min(100_000, int(up // _FLAT)))


def _floors(works: Fields, up: float) -> int:
    """As many as the project is known to have, else as the area needs; none without any area."""
    return int(works.get("floors") or max(1, min(works["highest"], ceil(up / works["floor"])))) if up else 0


def _fire_class(homes: bool, height: float, floors: int) -> str:
    high, very_high = _HIGH_RISE[homes]
    if height <= high or floors <= 1:
        return "low-rise"
    return "high-rise-1" if height > very_high else "high-rise-2"


def _cost(project: Fields, count: int) -> float:
    """An equal share of the works' part of the investment (万元)."""
    return int(project["total_investment"] * _COST_PERCENT / count) / 100


def _sum(rows: Iterable[Mapping[str, Any]], key: str) -> Any:
    return sum(row[key] for row in rows)
