"""Every example tells one story: its own fields, the persona at the portal, the approval and the units agree."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.hall.bodies import AddProject
from services.hall.rules.catalogue import CATALOGUE, FOLDER, Scenario
from services.hall.rules.facts import dates, known_facts
from services.hall.rules.owner import Owner
from services.hall.rules.readiness import assess_form
from services.hall.rules.story import complete_example
from services.review.rules.details import complete_example as complete_details
from shared.forms import load_toml
from shared.identifiers import is_resident_id

TODAY = date(2026, 5, 18)
SERVICES = Path(FOLDER).parent
ACCOUNTS = {item["credit_code"]: item for item in load_toml(SERVICES / "gateway/portal/seed.toml")["account"]}
MADE = load_toml(SERVICES / "gateway/portal/enterprise_defaults.toml")["profile"]
SECTIONS = load_toml(SERVICES / "review/details/sections.toml")
UNITS = {item["credit_code"]: item for item in load_toml(SERVICES / "review/seed.toml")["accounts"]}
APPROVED = {item["project_code"]: item for item in load_toml(FOLDER / "seed.toml")["investment_project"]}
SCENARIOS = pytest.mark.parametrize("scenario", CATALOGUE.scenarios.values(), ids=lambda scenario: scenario.key)

# Whose project in which scenario, with land and building areas (㎡) that its owner would give.
STORIES = [
    ("2403-410105-04-01-123456", "buildings", 20000, 45000),
    ("2403-410105-04-01-123457", "municipal", 72000, 0),
    ("2403-410108-04-01-500001", "buildings", 18000, 12000),
    ("2403-410102-04-01-300001", "municipal", 9600, 0),
    ("2403-410122-04-01-400001", "key-or-resettlement", 60000, 129000),
    ("2403-410105-04-01-200001", "buildings", 20000, 60000),
    ("2403-410105-04-01-200002", "buildings", 30000, 40000),
]


def owner_of(credit_code: str) -> Owner:
    account = ACCOUNTS[credit_code]
    told = {name: account.get(name) for name in ("name", "legal_representative", "agent_name", "agent_phone")}
    return Owner(credit_code=credit_code, real_name_verified=True, profile_complete=True, **told)


def story(code: str, key: str, land: int, building: int) -> dict[str, Any]:
    """The example for a seeded project, as its owner would see it."""
    project = {**APPROVED[code], "land_area": land, "building_area": building}
    owner = owner_of(project.pop("credit_code"))
    filing = {"scenario": key, "engineering_code": f"{code}-0001"}
    return complete_example(CATALOGUE.scenarios[key], {**dates(TODAY), **known_facts(project, filing, owner)})


def held(example: dict[str, Any]) -> dict[str, Any]:
    return {"today": TODAY.isoformat(), "scenario": example["project"]["scenario"]}


def odd(example: dict[str, Any]) -> list[str]:
    """The codes of everything that is wrong, missing or odd."""
    scenario = CATALOGUE.scenarios[example["project"]["scenario"]]
    state = assess_form(scenario, example, held(example))
    return [error.code for error in (*state.errors, *state.problems, *state.warnings)] + list(state.missing)


def test_a_work_its_scenario_is_not_for_is_told_as_the_first_that_it_is_for() -> None:
    """A new building (1) is no fit-out: the example of a fit-out tells of a renovation."""
    told = story("2403-410105-04-01-123456", "renovation-fitout", 20000, 45000)["project"]
    assert told["construction_nature"] == load_toml(FOLDER / "stories.toml")["columns"]["D"]["natures"][0]


def people(document: Any) -> Iterator[tuple[str, str]]:
    """Everybody named with an ID or a seal number, in whatever part of a document."""
    if isinstance(document, dict):
        for role in ("leader_", "agent_", ""):
            for number in ("id_number", "seal_number"):
                if document.get(f"{role}{number}"):
                    yield document[f"{role}{number}"], document[f"{role}name"]
        document = list(document.values())
    if isinstance(document, list):
        for part in document:
            yield from people(part)


@SCENARIOS
def test_a_scenarios_own_example_is_a_personas(scenario: Scenario) -> None:
    example = complete_example(scenario, {**dates(TODAY), "scenario": scenario.key})
    assert odd(example) == []
    account = ACCOUNTS[example["owner"]["credit_code"]]
    assert example["owner"]["name"] == account["name"]
    assert example["owner"]["legal_representative"] == account["legal_representative"]
    assert (example["owner"]["contact_name"], example["owner"]["contact_phone"]) == (
        account["agent_name"],
        account["agent_phone"],
    )
    approved = APPROVED.get(example["project"]["project_code"], {})
    assert approved or scenario.column == "D", "a fit-out may have no approval"
    known = {key: value for key, value in approved.items() if key in example["project"]}
    assert {key: example["project"][key] for key in known} == known
    assert approved.get("credit_code", example["owner"]["credit_code"]) == example["owner"]["credit_code"]


@SCENARIOS
def test_the_units_are_those_of_the_platform(scenario: Scenario) -> None:
    example = complete_example(scenario, {**dates(TODAY), "scenario": scenario.key})
    for section, role in (("survey_unit", "survey"), ("design_unit", "design")):
        if section in example:
            unit = UNITS[example[section]["credit_code"]]
            assert (unit["name"], unit["role"]) == (example[section]["name"], role)
            assert unit["phone"] == example[section]["contact_phone"]


def test_one_number_is_one_person() -> None:
    """Over all examples of both forms, the platform's own fields and people, and the portal's accounts."""
    documents = [story(*given) for given in STORIES] + [
        complete_example(scenario, {**dates(TODAY), "scenario": key}) for key, scenario in CATALOGUE.scenarios.items()
    ]
    details = [complete_details(scenario, {}, {}) for scenario in CATALOGUE.scenarios]
    shown = [{name: field.get("example") for name, field in part["fields"].items()} for part in SECTIONS.values()]
    found = {pair for document in [*documents, *details, shown, ACCOUNTS, MADE] for pair in people(document)}
    owners = {number: {name for other, name in found if other == number} for number, _ in found}
    assert {number: names for number, names in owners.items() if len(names) > 1} == {}
    assert all(is_resident_id(number) for number in owners if len(number) == 18)


@pytest.mark.parametrize("given", STORIES, ids=lambda given: given[0])
def test_a_personas_example_has_nothing_odd(given: tuple[str, str, int, int]) -> None:
    assert odd(story(*given)) == []


@pytest.mark.parametrize("given", STORIES, ids=lambda given: given[0])
def test_a_personas_example_is_what_its_approval_says_in_words(given: tuple[str, str, int, int]) -> None:
    example, words = story(*given), APPROVED[given[0]]["scale_content"]
    rows = example["buildings"]
    for pattern, told in (
        (r"地上(\d+)层", {row.get("floors_up") for row in rows}),
        (r"地下(\d+)层", {row.get("floors_down") for row in rows}),
        (r"(\d+)栋", {len(rows)}),
        (r"共(\d+)套", {sum(row.get("residential_units", 0) for row in rows)}),
    ):
        for said in re.findall(pattern, words):
            assert told == {int(said)}, (pattern, words)
    for said in re.findall(r"([\d.]+)公里", words):
        assert example["project"]["length"] == float(said) * 1000 == sum(row["length"] for row in rows)
    assert ("一栋" not in words or len(rows) == 1) and ("两栋" not in words or len(rows) == 2)


@pytest.mark.parametrize("given", STORIES, ids=lambda given: given[0])
def test_areas_floors_and_amounts_agree(given: tuple[str, str, int, int]) -> None:
    """By plain arithmetic, beside the form's own rules."""
    example, (_, _, land, building) = story(*given), given
    project, rows = example["project"], example["buildings"]
    assert project["land_area"] == land
    assert 0 < sum(row["cost"] for row in rows) <= project["total_investment"]
    government = ACCOUNTS[example["owner"]["credit_code"]].get("persona") in ("institution", "government-office")
    assert not government or (project["fund_source"], project["filing_type"]) == ("1", "1")
    if "floors_up" in rows[0]:
        assert project["building_area"] == building == sum(row["total_area"] for row in rows)
        for row in rows:
            assert row["footprint_area"] * row["floors_up"] >= row["up_area"]
            assert 2 < row["height"] / row["floors_up"] < 12
    else:
        assert "building_area" not in project, "a road or a sewer has none"


def test_a_key_road_has_no_floors() -> None:
    """重点项目 may be a road: the form that asks for floors is told that there are none."""
    example = story("2403-410105-04-01-123457", "key-or-resettlement", 72000, 0)
    assert odd(example) == []
    project, [section] = example["project"], example["buildings"]
    assert (project["building_area"], section["floors_up"], section["total_area"]) == (0, 0, 0)
    assert (section["usage"], section["length"], project["length"]) == ("014", 1800, 1800)
    assert project["project_level"] == "municipal" and project["is_resettlement"] is False


def test_what_is_added_by_hand_is_the_fit_outs_story() -> None:
    """The example in the interface description and the form's: one office, fitted out."""
    config: Any = AddProject.model_config["json_schema_extra"]
    [added] = config["examples"]
    facts = {**dates(TODAY), **added, "scenario": "renovation-fitout", "project_code": "2605-410100-99-99-000001"}
    scenario = CATALOGUE.scenarios["renovation-fitout"]
    example, general = complete_example(scenario, facts), complete_example(scenario, {**dates(TODAY), **held_fitout()})
    assert odd(example) == []
    project, [building] = example["project"], example["buildings"]
    assert project["decoration_floors"] == building["floors_up"] == 5
    assert project["decoration_area"] <= project["building_area"] == building["total_area"] == 3200
    assert building["cost"] <= project["total_investment"] == 480.5
    assert {key: general["project"][key] for key in added if not key.startswith("planned")} == {
        key: project[key] for key in added if not key.startswith("planned")
    }


def held_fitout() -> dict[str, str]:
    return {"scenario": "renovation-fitout"}


@SCENARIOS
@given(
    project_type=st.sampled_from(sorted(CATALOGUE.guides)),
    engineering_class=st.sampled_from(sorted(CATALOGUE.dictionaries["engineering_class"].values)),
    nature=st.sampled_from(sorted(CATALOGUE.dictionaries["construction_nature"].values)),
    funds=st.sampled_from(sorted(CATALOGUE.dictionaries["fund_source"].values)),
    land=st.integers(0, 10**9),
    building=st.integers(0, 10**9),
    investment=st.decimals(0, 10**9, places=4),
)
@settings(max_examples=60, deadline=None)
def test_an_example_of_any_project_has_nothing_odd(
    scenario: Scenario, project_type: str, engineering_class: str, nature: str, funds: str, land: int, building: int,
    investment: Any,
) -> None:  # fmt: skip
    """But for the scenario itself, which the applicant chose."""
    facts = {
        **dates(TODAY),
        "scenario": scenario.key,
        "project_code": "2403-410105-04-01-999999",
        "project_type": project_type,
        "engineering_class": engineering_class,
        "construction_nature": nature,
        "fund_source": funds,
        "land_area": land,
        "building_area": building,
        "total_investment": float(investment),
    }
    assert set(odd(complete_example(scenario, facts))) <= {"scenario-unusual"}
