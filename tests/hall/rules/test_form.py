"""The one form, each scenario's: what it asks for under which conditions."""

import copy
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from services.hall.rules.catalogue import CATALOGUE, Scenario
from services.hall.rules.facts import dates
from services.hall.rules.readiness import FormState, assess_form
from services.hall.rules.story import complete_example
from shared.errors import FieldError

TODAY = date(2026, 5, 18)
SCENARIOS = pytest.mark.parametrize("scenario", CATALOGUE.scenarios.values(), ids=lambda scenario: scenario.key)


def facts_for(scenario: Scenario, land: int = 20000, building: int = 45000, **more: Any) -> dict[str, Any]:
    """What the hall knows of an application, and what it holds against its form."""
    return {
        **dates(TODAY),
        "today": TODAY.isoformat(),
        "scenario": scenario.key,
        "project_code": "2403-410105-04-01-123456",
        "approved_code": "2403-410105-04-01-123456",
        "project_name": "示例",
        "project_type": "3",
        "government_procurement": False,
        "land_area": land,
        "building_area": building,
        "owner_name": "示例",
        "owner_credit_code": "91410100MA9XXXX118",
        **more,
    }


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
    example = complete_example(scenario, facts_for(scenario))
    assert list(Draft202012Validator(scenario.form.schema).iter_errors(example)) == []


@SCENARIOS
@given(land=st.integers(0, 10**9), building=st.integers(0, 10**9))
@settings(max_examples=30, deadline=None)
def test_the_example_fits_any_project(scenario: Scenario, land: int, building: int) -> None:
    facts = facts_for(scenario, land, building)
    state = assess_form(scenario, complete_example(scenario, facts), facts)
    assert state.complete, state


@SCENARIOS
def test_whatever_required_is_taken_away_is_missing(scenario: Scenario) -> None:
    example = complete_example(scenario, facts_for(scenario))
    for pointer in pointers(example):
        missing = scenario.form.judge(without(example, pointer)).missing
        # the field on which another one's requirement hangs may take that one along, never add to it
        assert (pointer in missing) or not required_of(scenario, pointer), pointer
        assert set(missing) <= {pointer}, pointer


@SCENARIOS
def test_a_missing_section_is_missing_field_by_field(scenario: Scenario) -> None:
    example = complete_example(scenario, facts_for(scenario))
    del example["owner"]
    missing = scenario.form.judge(example).missing
    assert "/owner/leader_phone" in missing and "/owner/credit_code" in missing


@SCENARIOS
def test_the_same_section_is_no_list_of_strangers(scenario: Scenario) -> None:
    """Which sections are required as a whole, and which may stay away."""
    absent = {"construction_unit", "supervision_unit"}
    example = complete_example(scenario, facts_for(scenario))
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
    example = complete_example(scenario, facts_for(scenario))
    example["buildings"][0] |= changes
    assert set(scenario.form.judge(example).missing) == {f"/buildings/0/{key}" for key in missing}


def test_no_basement_no_fire_rating_below() -> None:
    scenario = CATALOGUE.scenarios["buildings"]
    example = complete_example(scenario, facts_for(scenario))
    del example["buildings"][0]["fire_rating_down"]
    assert scenario.form.judge(example).missing == ("/buildings/0/fire_rating_down",)
    example["buildings"][0]["floors_down"] = 0
    assert scenario.form.judge(example).missing == ()


def looked_at(scenario_key: str, section: str, row: int | None = None, **changes: Any) -> FormState:
    """The example with some fields changed."""
    scenario = CATALOGUE.scenarios[scenario_key]
    facts = facts_for(scenario)
    example = complete_example(scenario, facts)
    target = example[section] if row is None else example[section][row]
    target |= changes
    state = assess_form(scenario, example, facts)
    assert state.errors == ()
    return state


def told(found: Iterable[FieldError]) -> set[tuple[str, str]]:
    return {(error.code, error.pointer) for error in found}


@pytest.mark.parametrize(
    ("section", "changes", "code", "pointer"),
    [
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
def test_what_the_hall_knows_for_certain_stops(section: str, changes: dict[str, Any], code: str, pointer: str) -> None:
    state = looked_at("buildings", section, **changes)
    assert told(state.problems) == {(code, pointer)} and not state.complete


PROJECT, ROW = ("project", None), ("buildings", 0)


@pytest.mark.parametrize(
    ("key", "where", "changes", "code", "pointer"),
    [
        ("buildings", PROJECT, {"planned_start": "2030-01-01"}, "planned-dates-reversed", "/project/planned_start"),
        ("buildings", PROJECT, {"up_area": 36000.5}, "areas-do-not-add-up", "/project/building_area"),
        ("buildings", PROJECT, {"new_land_area": 20000.01}, "new-land-area-too-large", "/project/new_land_area"),
        ("buildings", PROJECT, {"project_type": "4"}, "project-type-differs", "/project/project_type"),
        ("buildings", PROJECT, {"government_procurement": True}, "procurement-differs",
         "/project/government_procurement"),
        ("buildings", PROJECT, {"fund_source": "1"}, "government-funds-not-approved", "/project/filing_type"),
        ("buildings", PROJECT, {"filing_type": "1"}, "private-funds-approved", "/project/filing_type"),
        ("buildings", PROJECT, {"fund_source": "1", "filing_type": "1"}, "funds-differ", "/project/investment_kind"),
        ("buildings", PROJECT, {"project_type": "1"}, "funds-differ", "/project/fund_source"),
        ("buildings", PROJECT, {"investment_kind": "1"}, "funds-differ", "/project/investment_kind"),
        ("buildings", PROJECT, {"project_type": "5"}, "land-without-design", "/project/land_with_design"),
        ("buildings", ROW, {"usage": "100", "residential_units": 0}, "homes-without-flats",
         "/buildings/0/residential_units"),
        ("buildings", ROW, {"is_prefabricated": True, "prefabrication_rate": 0}, "prefabricated-without-rate",
         "/buildings/0/prefabrication_rate"),
        ("buildings", ROW, {"has_civil_defence": True, "civil_defence_area": 0, "civil_defence_class": "A",
                            "civil_defence_level": "N6"}, "civil-defence-without-area",
         "/buildings/0/civil_defence_area"),
        ("buildings", PROJECT, {"engineering_class": "13"}, "works-not-building", "/project/engineering_class"),
        ("buildings", PROJECT, {"region_code": "410199"}, "region-unknown", "/project/region_code"),
        ("buildings", PROJECT, {"longitude": 116.4}, "longitude-elsewhere", "/project/longitude"),
        ("buildings", PROJECT, {"total_investment": 11999.9}, "cost-above-investment", "/buildings"),
        ("buildings", PROJECT, {"land_area": 4499}, "footprint-too-large", "/buildings"),
        ("buildings", ROW, {"up_area": 1}, "building-areas-do-not-add-up", "/buildings/0/total_area"),
        ("buildings", ROW, {"floors_down": 0}, "no-basement-but-area", "/buildings/0/down_area"),
        ("buildings", ROW, {"floors_down": 0}, "no-basement-but-depth", "/buildings/0/depth"),
        ("buildings", ROW, {"down_area": 0}, "basement-without-area", "/buildings/0/down_area"),
        ("buildings", ROW, {"floors_up": 0}, "no-floors-but-area", "/buildings/0/up_area"),
        ("buildings", ROW, {"floors_up": 0}, "no-floors-but-height", "/buildings/0/height"),
        ("buildings", ROW, {"up_area": 0}, "floors-without-area", "/buildings/0/up_area"),
        ("buildings", ROW, {"height": 0}, "floors-without-height", "/buildings/0/height"),
        ("buildings", ROW, {"height": 250.1}, "building-very-high", "/buildings/0/height"),
        ("buildings", ROW, {"fire_class": "low-rise"}, "fire-class-too-low", "/buildings/0/fire_class"),
        ("buildings", ROW, {"height": 51}, "fire-class-too-low", "/buildings/0/fire_class"),
        ("buildings", ROW, {"height": 24}, "fire-class-too-high", "/buildings/0/fire_class"),
        ("buildings", ROW, {"residential_units": 9, "usage": "100", "height": 27.1, "fire_class": "low-rise"},
         "fire-class-too-low",
         "/buildings/0/fire_class"),
        ("buildings", ROW, {"residential_units": 9, "usage": "100", "height": 54.1}, "fire-class-too-low",
         "/buildings/0/fire_class"),
        ("buildings", ROW, {"residential_units": 9, "usage": "100", "height": 27}, "fire-class-too-high",
         "/buildings/0/fire_class"),
        ("buildings", ROW, {"fire_class": "high-rise-1", "fire_rating_up": "2"}, "fire-rating-too-low",
         "/buildings/0/fire_rating_up"),
        ("buildings", ROW, {"fire_rating_up": "3"}, "fire-rating-too-low", "/buildings/0/fire_rating_up"),
        ("buildings", ROW, {"fire_rating_down": "2"}, "fire-rating-too-low", "/buildings/0/fire_rating_down"),
        ("buildings", ROW, {"is_prefabricated": True, "prefabrication_rate": 50}, "build-mode-differs",
         "/buildings/0/build_mode"),
        ("buildings", ROW, {"build_mode": "precast"}, "build-mode-differs", "/buildings/0/build_mode"),
        ("buildings", ROW, {"usage": "014"}, "usage-not-building", "/buildings/0/usage"),
        ("buildings", ROW, {"civil_defence_area": 45001}, "civil-defence-area-too-large",
         "/buildings/0/civil_defence_area"),
        ("municipal", PROJECT, {"engineering_class": "3"}, "works-not-municipal", "/project/engineering_class"),
        ("municipal", PROJECT, {"length": 0}, "linear-without-length", "/project/length"),
        ("municipal", ROW, {"length": 10**6}, "section-longer-than-work", "/buildings/0/length"),
        ("municipal", ROW, {"usage": "301"}, "usage-not-municipal", "/buildings/0/usage"),
        ("renovation-fitout", PROJECT, {"decoration_area": 45000.01}, "decoration-area-too-large",
         "/project/decoration_area"),
        ("renovation-fitout", PROJECT, {"decoration_floors": 500}, "decoration-floors-too-many",
         "/project/decoration_floors"),
        ("renovation-fitout", PROJECT, {"engineering_class": "3"}, "works-not-fitout", "/project/engineering_class"),
        ("renovation-fitout", PROJECT, {"construction_nature": "1"}, "fitout-of-new-building",
         "/project/construction_nature"),
        ("key-or-resettlement", PROJECT, {"is_resettlement": False, "project_level": "none"},
         "neither-key-nor-resettlement", "/project/project_level"),
    ],
)  # fmt: skip
def test_what_the_guide_does_not_block_on_is_a_warning(
    key: str, where: tuple[str, int | None], changes: dict[str, Any], code: str, pointer: str
) -> None:
    state = looked_at(key, *where, **changes)
    assert (code, pointer) in told(state.warnings)
    assert state.problems == () and state.complete


def test_a_key_project_need_not_be_resettlement() -> None:
    state = looked_at("key-or-resettlement", "project", is_resettlement=False, project_level="municipal")
    assert "neither-key-nor-resettlement" not in {code for code, _ in told(state.warnings)}


def test_a_high_hall_of_one_floor_is_no_high_rise() -> None:
    state = looked_at("buildings", "buildings", 0, floors_up=1, height=30, fire_class="low-rise")
    assert "fire-class-too-low" not in {code for code, _ in told(state.warnings)}


def test_buildings_that_are_one_unit_or_one_name_twice() -> None:
    scenario = CATALOGUE.scenarios["buildings"]
    facts = facts_for(scenario)
    example = complete_example(scenario, facts)
    example["buildings"] += copy.deepcopy(example["buildings"][:1])
    builder = {"credit_code": "91410103MA9XXXX466"}
    example |= {"construction_unit": builder, "supervision_unit": builder}
    found = told(assess_form(scenario, example, facts).warnings)
    assert {
        ("building-name-repeated", "/buildings/1/name"),
        ("building-code-repeated", "/buildings/1/code"),
        ("supervisor-is-builder", "/supervision_unit/credit_code"),
    } <= found


def test_a_project_without_an_approved_code_may_carry_one() -> None:
    """S12: 项目编码可以填写为发改立项的24位项目代码."""
    scenario = CATALOGUE.scenarios["renovation-fitout"]
    facts = facts_for(scenario) | {"approved_code": None}
    example = complete_example(scenario, facts)
    example["project"]["project_code"] = "2403-410105-04-01-123457"
    assert assess_form(scenario, example, facts).problems == ()


def test_buildings_may_differ_from_the_total_by_a_percent_with_a_warning() -> None:
    scenario = CATALOGUE.scenarios["buildings"]
    facts = facts_for(scenario)
    example = complete_example(scenario, facts)
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
    example = complete_example(scenario, facts)
    example["fire"] |= changes
    assert (
        "fire-review-expected" in {warning.code for warning in assess_form(scenario, example, facts).warnings}
    ) is special


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_areas_of_two_decimals_add_up_exactly(down: Decimal) -> None:
    """In binary 0.1 + 0.2 is not 0.3; on the form it is."""
    scenario = CATALOGUE.scenarios["buildings"]
    facts = facts_for(scenario)
    example = complete_example(scenario, facts)
    total = Decimal("36000.10") + down
    example["project"] |= {"up_area": 36000.10, "down_area": float(down), "building_area": float(total)}
    example["project"]["new_land_area"] = 0
    state = assess_form(scenario, example, facts)
    assert state.errors == () and "areas-do-not-add-up" not in {warning.code for warning in state.warnings}


@pytest.mark.parametrize("code", ["410101", "410201", "4101", "110105", "41010５"])
def test_a_heading_of_the_register_is_no_place(code: str) -> None:
    """市辖区 stands above the districts and is none."""
    judgement = CATALOGUE.scenarios["buildings"].form.judge({"project": {"site_region": code}})
    assert [(error.pointer, error.code) for error in judgement.errors] == [("/project/site_region", "field-malformed")]
    assert "不能选“市辖区”" in judgement.errors[0].zh


def test_the_zones_of_the_city_are_places() -> None:
    """郑东新区, 经开区, 高新区, 航空港区."""
    labels = CATALOGUE.scenarios["buildings"].form.schema["properties"]["project"]["properties"]["region_code"][
        "x-labels"
    ]
    zones = {code: name for code, name in labels.items() if name.endswith(("新区", "开发区", "实验区"))}
    assert len(zones) == 4 and "410101" not in labels
    for code in zones:
        state = looked_at("buildings", "project", region_code=code)
        assert "region-unknown" not in {code for code, _ in told(state.warnings)}


def test_what_is_invented_says_so() -> None:
    fields = CATALOGUE.scenarios["buildings"].form.schema["properties"]["project"]["properties"]
    assert "invented" in fields["engineering_class"]["x-source"] and "410154" in fields["site_region"]["x-source"]
