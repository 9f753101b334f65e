"""一套材料: which stars shine when."""

from typing import Any

import pytest

from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.material_list import FileState, material_problems


def required(scenario: str, values: dict[str, Any]) -> set[str]:
    known = CATALOGUE.scenarios[scenario]
    return {code for code, material in known.materials.items() if material.is_required(known.column, values)}


@pytest.mark.parametrize(
    ("scenario", "values", "code"),
    [
        ("buildings", {"buildings": [{}, {"has_civil_defence": True}]}, "M16"),
        ("key-or-resettlement", {"buildings": [{"is_prefabricated": True}]}, "M18"),
        ("buildings", {"buildings": [{"height": 150.5}]}, "M19"),
        ("municipal", {"project": {"government_procurement": True}}, "M24"),
        ("renovation-fitout", {"project": {"government_procurement": True}}, "M24"),
    ],
)
def test_the_form_lights_a_star(scenario: str, values: dict[str, Any], code: str) -> None:
    assert required(scenario, values) - required(scenario, {}) == {code}


def test_scenarios_ask_for_different_things() -> None:
    fitout, municipal = CATALOGUE.scenarios["renovation-fitout"], CATALOGUE.scenarios["municipal"]
    assert "M11" not in fitout.materials and "M20" in fitout.materials
    assert "M22" in required("municipal", {}) and "M20" not in municipal.materials
    assert "M23" in required("key-or-resettlement", {}) and "M23" not in CATALOGUE.scenarios["buildings"].materials


def test_every_file_of_a_signed_material_needs_its_seal() -> None:
    scenario = CATALOGUE.scenarios["buildings"]
    files = [FileState("f1", "M12", True), FileState("f2", "M12", False), FileState("f3", "M02", False)]
    found = material_problems(scenario.materials.values(), scenario.column, {}, files)
    assert [problem.pointer for problem in found if problem.code == "seal-missing"] == ["/materials/M12/files/f2"]
    assert not {"/materials/M12", "/materials/M02"} & {problem.pointer for problem in found}


@pytest.mark.parametrize("scenario", CATALOGUE.scenarios)
def test_no_star_for_what_the_province_asks_for(scenario: str) -> None:
    """Planning papers have their nodes there (S22), the units upload report and drawings there (S20)."""
    known = CATALOGUE.scenarios[scenario]
    everything = {
        "project": {"government_procurement": True},
        "buildings": [{"has_civil_defence": True, "is_prefabricated": True, "height": 200}],
    }
    asked = {code for code, material in known.materials.items() if material.is_required(known.column, everything)}
    assert not asked & {"M06", "M07", "M11", "M12"} and asked >= {"M01", "M02", "M03", "M08", "M09"}


DISCIPLINES_OF_BUILDINGS = ("建筑", "结构", "给排水", "暖通", "电气")


def test_a_material_is_called_what_it_is_in_its_scenario() -> None:
    fitout, buildings, municipal, _ = (CATALOGUE.scenarios[key].materials for key in CATALOGUE.scenarios)
    assert not any("勘察" in material.name for material in fitout.values())
    assert "勘察" in buildings["M08"].name and "勘察" in municipal["M09"].name
    assert all(discipline in buildings["M12"].name for discipline in DISCIPLINES_OF_BUILDINGS)
    for material in municipal.values():
        assert not any(discipline in material.name for discipline in DISCIPLINES_OF_BUILDINGS), material.name
    assert "道路" in municipal["M12"].name
