"""Every data file of the platform: complete, consistent, and in both languages."""

import tomllib
from pathlib import Path

import pytest

from services.review.rules import details, disciplines, eligibility, planning, registrations, submission, support
from services.review.rules.data import FOLDER, load
from services.review.rules.persons import wrong_persons
from services.review.rules.scale import measured_scale
from services.review.rules.traits import CIVIL_DEFENCE, FACADE_OR_USE, SPECIAL_FIRE_DESIGN
from shared.forms import Judgement, load_toml
from shared.identifiers import is_credit_code, is_mobile, is_resident_id

TRAITS = {CIVIL_DEFENCE, SPECIAL_FIRE_DESIGN, FACADE_OR_USE}
HALL = FOLDER.parent / "hall"
SCENARIOS = disciplines.SCENARIOS


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_each_file_loads_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text) and text.startswith("#")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_is_everywhere(scenario: str) -> None:
    assert details.form_of(scenario).column in "DFMZ"
    assert planning.documents_for(scenario)
    assert disciplines.required_disciplines(scenario, TRAITS)
    assert "design" in {discipline.role for discipline in disciplines.required_disciplines(scenario, ())}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_examples_are_complete_and_beyond_reproach(scenario: str) -> None:
    example = details.complete_example(scenario, {}, {})
    assert details.judge(scenario, example) == Judgement((), (), example)
    assert list(wrong_persons(example)) == []


def test_an_unknown_scenario_is_treated_as_buildings() -> None:
    assert details.form_of("castles") is details.form_of("buildings")
    assert details.category_of("municipal") == "municipal" != details.category_of("castles")


@pytest.mark.parametrize("discipline", disciplines.DISCIPLINES.values(), ids=lambda item: item.code)
def test_disciplines(discipline: disciplines.Discipline) -> None:
    assert discipline.role in ("survey", "design") and discipline.zh and discipline.en


@pytest.mark.parametrize("document", planning.DOCUMENTS.values(), ids=lambda item: item.kind)
def test_planning_documents(document: planning.PlanningDocument) -> None:
    assert document.node in planning.NODES and set(document.scenarios) <= set(SCENARIOS)
    assert set(document.scenarios.values()) <= {*TRAITS, planning.ALWAYS}
    assert set(document.from_city) <= set(load_toml(HALL / "materials.toml"))
    for scenario in document.scenarios:
        assert document.required(scenario, TRAITS) == (document.node != "none")


def test_planning_nodes_are_those_of_the_contract() -> None:
    assert list(planning.NODES) == ["submission", "technical-review", "certificate", "none"]


@pytest.mark.parametrize("row", load("agencies")["agencies"], ids=lambda row: row["certificate"])
def test_agencies(row: dict[str, object]) -> None:
    assert is_credit_code(str(row["credit_code"])) and is_mobile(str(row["phone"]))
    assert row["agency_class"] in eligibility.CLASSES
    assert set(row["disciplines"]) <= set(disciplines.REGISTERED)  # type: ignore[call-overload]


@pytest.mark.parametrize("row", load("seed")["accounts"], ids=lambda row: row["role"])
def test_accounts(row: dict[str, str]) -> None:
    assert is_credit_code(row["credit_code"]) and row["phone"].startswith("1380000")


def test_the_check_has_thirteen_entries_and_warns_of_what_the_guide_does_not_ask_for() -> None:
    wordings = load("submission")
    assert sorted({name[:3] for name in wordings}) == [f"V{number:02}" for number in range(1, 14)]
    warnings = {name for name, wording in wordings.items() if wording.get("warning")}
    wholly = {name for name in wordings if name[:3] in ("V10", "V11", "V12", "V13")}
    assert warnings == wholly | {"V03-further"}
    assert submission.nobody_assignable().code == "V08"


@pytest.mark.parametrize("document", support.DOCUMENTS.values(), ids=lambda item: item.id)
def test_help_documents(document: support.HelpDocument) -> None:
    assert document.title and document.text and set(document.audience) <= {"owner", "survey", "design", "agency"}


@pytest.mark.parametrize(
    ("building", "scale"),
    [
        ({"usage": "301", "total_area": 20000, "height": 50}, "medium"),
        ({"usage": "301", "total_area": 20000.01}, "large"),
        ({"usage": "301", "height": 50.1}, "large"),
        ({"usage": "301", "total_area": 5000, "height": 24}, "small"),
        ({"usage": "100", "total_area": 50000, "floors_up": 12}, "small"),
        ({"usage": "100", "floors_up": 13}, "medium"),
        ({"usage": "100", "floors_up": 21}, "large"),
        ({"usage": "014", "road_class": "arterial"}, "large"),
        ({"usage": "014", "road_class": "secondary"}, "medium"),
        ({"usage": "014", "road_class": "branch"}, "small"),
        ({}, "small"),
    ],
)
def test_scale_lines(building: dict[str, object], scale: str) -> None:
    assert measured_scale([building]) == scale
    assert measured_scale([building, {"usage": "301", "total_area": 1}]) == scale


@pytest.mark.parametrize("discipline", registrations.FITTING)
def test_registrations(discipline: str) -> None:
    known = details.dictionaries()["registration"].values
    assert discipline in disciplines.DISCIPLINES and set(registrations.FITTING[discipline]) <= set(known)
    person = registrations.EXAMPLES[discipline]
    assert person["registration"] in registrations.FITTING[discipline]
    assert is_resident_id(person["id_number"]) and is_mobile(person["phone"])
