"""Every data file of the hall loads, and none contradicts another."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from services.hall.rules.catalogue import CATALOGUE, FOLDER, load_catalogue
from services.hall.rules.consistency import Rule, load_rules
from services.hall.rules.facts import dates
from services.hall.rules.material_list import load_materials
from shared.forms import load_sections, load_toml
from shared.identifiers import is_credit_code
from shared.uploads import FILE_TYPES
from shared.values.canonical import name, project_code

SECTIONS = load_sections(sorted((FOLDER / "form").glob("*.toml")))
COLUMNS = {scenario.column for scenario in CATALOGUE.scenarios.values()}
MATERIALS = load_materials(FOLDER / "materials.toml")
APPROVED = load_toml(FOLDER / "seed.toml")["investment_project"]


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: path.name)
def test_a_file_is_toml_with_something_in_it(path: Path) -> None:
    assert load_toml(path)


@pytest.mark.parametrize("name", CATALOGUE.dictionaries)
def test_a_dictionary_has_a_title_and_names_for_its_codes(name: str) -> None:
    dictionary = CATALOGUE.dictionaries[name]
    assert dictionary.title and dictionary.values and dictionary.source
    assert dictionary.source.partition(" ")[0].strip(";") in {"guide", "standard", "sister", "memory", "invented"}


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_a_section_is_for_known_columns(section: object) -> None:
    letters = "".join(field.required + field.optional for field in section.fields)  # type: ignore[attr-defined]
    assert set(letters) <= COLUMNS


@pytest.mark.parametrize(
    ("section", "field"), [(s.key, f) for s in SECTIONS for f in s.fields], ids=lambda part: getattr(part, "key", part)
)
def test_a_field_can_be_filled(section: str, field: object) -> None:
    key, optional = field.key, field.optional  # type: ignore[attr-defined]
    assert key.isidentifier() and key == key.lower()
    dictionary = field.dictionary  # type: ignore[attr-defined]
    assert dictionary is None or dictionary in CATALOGUE.dictionaries
    assert not set(field.required) & set(optional)  # type: ignore[attr-defined]


RULES = load_rules(FOLDER / "consistency.toml", CATALOGUE.dictionaries)
FIELDS = {f"/{s.key}{'/*' if s.rows else ''}/{f.key}": f for s in SECTIONS for f in s.fields}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}{rule.left}")
def test_a_rule_looks_at_fields_that_exist(rule: Rule) -> None:
    named = {path.replace("/+/", "/*/") for path in (rule.left, rule.right, *rule.parts, *rule.when)}
    assert named - {""} <= set(FIELDS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}{rule.left}")
def test_a_rule_names_only_codes_that_exist(rule: Rule) -> None:
    """A code that is in no dictionary would make a rule that always, or never, breaks."""
    asked = {rule.left: rule.values} | {path: wanted for path, wanted in rule.when.items() if isinstance(wanted, list)}
    for path, codes in asked.items():
        dictionary = FIELDS[path.replace("/+/", "/*/")].dictionary if path.replace("/+/", "/*/") in FIELDS else None
        assert dictionary is None or set(codes) <= set(CATALOGUE.dictionaries[dictionary].values)


def test_what_stops_is_what_the_hall_knows_for_certain() -> None:
    """The guide blocks on nothing that is only odd: everything else is a warning."""
    assert {rule.code for rule in RULES if rule.stops} == {
        "project-code-differs",
        "engineering-code-differs",
        "project-name-differs",
        "scenario-differs",
        "owner-differs",
        "qualification-expired",
    }


@pytest.mark.parametrize("material", MATERIALS, ids=lambda material: material.code)
def test_a_material_can_be_provided(material: object) -> None:
    formats, seal = material.formats, material.seal  # type: ignore[attr-defined]
    assert formats and set(formats) <= set(FILE_TYPES)
    assert not seal or set(formats) <= {"pdf", "ofd"}, "what must be sealed must be sealable"


def test_the_column_of_every_scenario_asks_for_something() -> None:
    for scenario in CATALOGUE.scenarios.values():
        assert scenario.form.judge({}).missing
        assert any(material.is_required(scenario.column, {}) for material in scenario.materials.values())


@pytest.mark.parametrize("key", CATALOGUE.scenarios)
def test_a_scenarios_example_is_complete_and_consistent(key: str) -> None:
    scenario = CATALOGUE.scenarios[key]
    example = scenario.form.example(dates(date(2026, 5, 18)) | {"scenario": key})
    judgement = scenario.form.judge(example)
    assert (judgement.errors, judgement.missing) == ((), ())


@pytest.mark.parametrize("approved", APPROVED, ids=lambda approved: approved["project_code"])
def test_a_seeded_project_is_well_formed(approved: dict[str, str]) -> None:
    assert project_code(approved["project_code"]) == approved["project_code"]
    assert name(approved["project_name"]) == approved["project_name"]
    assert is_credit_code(approved["credit_code"])
    assert approved["project_type"] in CATALOGUE.guides
    assert approved["region_code"] in CATALOGUE.dictionaries["region"].values


def test_a_new_scenario_needs_no_program(tmp_path: Path) -> None:
    folder = tmp_path / "hall"
    shutil.copytree(FOLDER, folder, ignore=lambda _, names: [name for name in names if name.endswith(".py")])
    path = folder / "scenarios.toml"
    text = path.read_text(encoding="utf-8").replace('"key-or-resettlement"]', '"key-or-resettlement", "bridges"]')
    added = '\n[scenarios.bridges]\ncolumn = "M"\ntitle = "桥梁"\nen = "Bridges"\n'
    added += 'description = { zh = "桥梁工程", en = "Bridges" }\n'
    path.write_text(text + added, encoding="utf-8")
    catalogue = load_catalogue(folder)
    bridges = catalogue.scenarios["bridges"]
    example = bridges.form.example({"scenario": "bridges"})
    assert bridges.form.judge(example).missing == () and "M22" in bridges.materials
    assert "bridges" in catalogue.matters["joint-review"].scenarios
