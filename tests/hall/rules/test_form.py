"""The one form, each scenario's: what it asks for under which conditions."""

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from services.hall.rules.catalogue import CATALOGUE, Scenario
from services.hall.rules.facts import form_facts
from services.hall.rules.readiness import assess_form

TODAY = date(2026, 5, 18)
SCENARIOS = pytest.mark.parametrize("scenario", CATALOGUE.scenarios.values(), ids=lambda scenario: scenario.key)


def facts_for(scenario: Scenario, land: int = 20000, building: int = 45000) -> dict[str, Any]:
    project = {"project_code": "2403-410105-04-01-123456", "project_name": "示例", "project_type": "3"}
    return form_facts(
        project | {"land_area": land, "building_area": building, "government_procurement": False},
        {"scenario": scenario.key, "owner_name": "示例", "owner_credit_code": "91410100MA9XXXX118"},
        TODAY,
    )


def pointers(values: Any, base: str = "") -> list[str]:
    """Every field of a document."""
    if isinstance(values, dict):
        return [pointer for key, value in values.items() for pointer in pointers(value, f"{base}/{key}")]
    if isinstance(values, list):
        return [pointer for number, row in enumerate(values) for pointer in pointers(row, f"{base}/{number}")]
    return [base]


def without(values: dict[str, Any], pointer: str) -> dict[str, Any]:
    rest: Any = copy.deepcopy(values)
    node: Any = rest
    *path, last = pointer.split("/")[1:]
    for key in path:
        node = node[int(key)] if isinstance(node, list) else node[key]
    del node[last]
    return dict(rest)


def required_of(scenario: Scenario, pointer: str) -> bool:
    """As the published schema has it, without its conditions."""
    section, *_, key = pointer.split("/")[1:]
    node = scenario.form.schema["properties"][section]
    return key in node.get("items", node)["required"]


@SCENARIOS
def test_the_published_schema_is_a_schema_and_takes_its_example(scenario: Scenario) -> None:
    """With plain jsonschema, as an outside program would check it."""
    Draft202012Validator.check_schema(scenario.form.schema)
    example = scenario.form.example(facts_for(scenario))
    assert list(Draft202012Validator(scenario.form.schema).iter_errors(example)) == []


@SCENARIOS
@given(land=st.integers(0, 10**9), building=st.integers(0, 10**9))
@settings(max_examples=30, deadline=None)
def test_the_example_fits_any_project(scenario: Scenario, land: int, building: int) -> None:
    facts = facts_for(scenario, land, building)
    state = assess_form(scenario, scenario.form.example(facts), facts)
    assert state.complete, state


@SCENARIOS
def test_whatever_required_is_taken_away_is_missing(scenario: Scenario) -> None:
    example = scenario.form.example(facts_for(scenario))
    for pointer in pointers(example):
        missing = scenario.form.judge(without(example, pointer)).missing
        # the field on which another one's requirement hangs may take that one along, never add to it
        assert (pointer in missing) or not required_of(scenario, pointer), pointer
        assert set(missing) <= {pointer}, pointer


@SCENARIOS
def test_a_missing_section_is_missing_field_by_field(scenario: Scenario) -> None:
    example = scenario.form.example(facts_for(scenario))
    del example["owner"]
    missing = scenario.form.judge(example).missing
    assert "/owner/leader_phone" in missing and "/owner/credit_code" in missing


@SCENARIOS
def test_the_same_section_is_no_list_of_strangers(scenario: Scenario) -> None:
    """Which sections are required as a whole, and which may stay away."""
    absent = {"construction_unit", "supervision_unit"}
    example = scenario.form.example(facts_for(scenario))
    assert not absent & set(example)
    half = scenario.form.judge(example | {"construction_unit": {"name": "示例施工有限公司"}})
    assert "/construction_unit/credit_code" in half.missing


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"is_prefabricated": True}, {"prefabrication_rate"}),
        ({"has_civil_defence": True}, {"civil_defence_area", "civil_defence_class", "civil_defence_level"}),
        ({"usage": "700"}, {"fire_danger"}),
        ({"usage": "100"}, {"residential_units"}),
        ({"green_star": "0"}, {"green_star_reason"}),
    ],
)
def test_a_building_asks_for_more_when_it_says_more(changes: dict[str, Any], missing: set[str]) -> None:
    scenario = CATALOGUE.scenarios["buildings"]
    example = scenario.form.example(facts_for(scenario))
    example["buildings"][0] |= changes
    assert set(scenario.form.judge(example).missing) == {f"/buildings/0/{key}" for key in missing}


def test_no_basement_no_fire_rating_below() -> None:
    scenario = CATALOGUE.scenarios["buildings"]
    example = scenario.form.example(facts_for(scenario))
    del example["buildings"][0]["fire_rating_down"]
    assert scenario.form.judge(example).missing == ("/buildings/0/fire_rating_down",)
    example["buildings"][0]["floors_down"] = 0
    assert scenario.form.judge(example).missing == ()


def problems(scenario_key: str, section: str, row: int | None = None, **changes: Any) -> list[tuple[str, str]]:
    scenario = CATALOGUE.scenarios[scenario_key]
    facts = facts_for(scenario)
    example = scenario.form.example(facts)
    target = example[section] if row is None else example[section][row]
    target |= changes
    state = assess_form(scenario, example, facts)
    assert state.errors == ()
    return [(problem.code, problem.pointer) for problem in state.problems]


@pytest.mark.parametrize(
    ("section", "changes", "code", "pointer"),
    [
        ("project", {"planned_start": "2030-01-01"}, "planned-dates-reversed", "/project/planned_start"),
        ("project", {"up_area": 36000.5}, "areas-do-not-add-up", "/project/building_area"),
        ("project", {"new_land_area": 20000.01}, "new-land-area-too-large", "/project/new_land_area"),
        ("project", {"project_code": "2403-410105-04-01-123457"}, "project-code-differs", "/project/project_code"),
        ("project", {"project_name": "另一项目"}, "project-name-differs", "/project/project_name"),
        ("project", {"scenario": "municipal"}, "scenario-differs", "/project/scenario"),
        ("owner", {"credit_code": "91410105MA9XXXX2X8"}, "owner-differs", "/owner/credit_code"),
        (
            "design_unit",
            {"qualification_valid_until": "2026-05-17"},
            "qualification-expired",
            "/design_unit/qualification_valid_until",
        ),
    ],
)
def test_fields_that_contradict_one_another(section: str, changes: dict[str, Any], code: str, pointer: str) -> None:
    assert (code, pointer) in problems("buildings", section, **changes)


def test_buildings_that_contradict_themselves() -> None:
    found = problems("buildings", "buildings", 0, up_area=1, footprint_area=20001)
    assert found == [
        ("building-areas-do-not-add-up", "/buildings/0/total_area"),
        ("footprint-too-large", "/buildings/0/footprint_area"),
    ]


def test_the_fit_out_is_inside_the_building() -> None:
    assert problems("renovation-fitout", "project", decoration_area=45000.01) == [
        ("decoration-area-too-large", "/project/decoration_area")
    ]


def test_key_or_resettlement_must_be_one_of_the_two() -> None:
    assert problems("key-or-resettlement", "project", is_resettlement=False) == [
        ("neither-key-nor-resettlement", "/project/project_level")
    ]
    assert problems("key-or-resettlement", "project", is_resettlement=False, project_level="municipal") == []


def test_buildings_may_differ_from_the_total_by_a_percent_with_a_warning() -> None:
    scenario = CATALOGUE.scenarios["buildings"]
    facts = facts_for(scenario)
    example = scenario.form.example(facts)
    example["buildings"][0] |= {"total_area": 40000, "up_area": 36000, "down_area": 4000}
    state = assess_form(scenario, example, facts)
    assert state.complete and "building-areas-off-total" in {warning.code for warning in state.warnings}


@pytest.mark.parametrize(
    ("changes", "special"),
    [
        ({"venue": "amusement", "venue_area": 501}, True),
        ({"venue": "amusement", "venue_area": 500}, False),
        ({"venue": "stadium", "venue_area": 19999}, False),
    ],
)
def test_a_special_work_that_denies_it_is_warned(changes: dict[str, Any], special: bool) -> None:
    scenario = CATALOGUE.scenarios["buildings"]
    facts = facts_for(scenario, building=9000)
    example = scenario.form.example(facts)
    example["fire"] |= changes
    assert (
        "fire-review-expected" in {warning.code for warning in assess_form(scenario, example, facts).warnings}
    ) is special


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_areas_of_two_decimals_add_up_exactly(down: Decimal) -> None:
    """In binary 0.1 + 0.2 is not 0.3; on the form it is."""
    scenario = CATALOGUE.scenarios["buildings"]
    facts = facts_for(scenario)
    example = scenario.form.example(facts)
    total = Decimal("36000.10") + down
    example["project"] |= {"up_area": 36000.10, "down_area": float(down), "building_area": float(total)}
    example["project"]["new_land_area"] = 0
    state = assess_form(scenario, example, facts)
    assert state.errors == () and "areas-do-not-add-up" not in {problem.code for problem in state.problems}
