"""项目详细信息: the form the owner completes at the platform, one a scenario (details/*.toml)."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from services.review.rules.data import FOLDER, load
from services.review.rules.disciplines import required_disciplines
from services.review.rules.registrations import example_persons
from services.review.rules.traits import traits_of
from shared.forms import Dictionary, Form, Judgement, compile_form, load_dictionaries, load_sections
from shared.phrase import Phrase

Values = Mapping[str, Any]

_SCENARIOS = load("details/scenarios")
_OTHERS = "buildings"


def category_of(scenario: str) -> str:
    """building (房建) or municipal (市政)."""
    return str(_SCENARIOS.get(scenario, _SCENARIOS[_OTHERS])["category"])


def scenario_title(scenario: str, language: str) -> str:
    """How people call a scenario (情形); one that is not known here by its code."""
    return str(_SCENARIOS.get(scenario, {}).get(language, scenario))


def form_of(scenario: str) -> Form:
    """The details form of a scenario (情形)."""
    return _compiled(_SCENARIOS.get(scenario, _SCENARIOS[_OTHERS])["column"])


def details_schemas() -> list[Mapping[str, Any]]:
    """Of every form that there is; the basic information is part of each."""
    return [form_of(scenario).schema for scenario in _SCENARIOS]


@cache
def _compiled(column: str) -> Form:
    sections = load_sections([FOLDER / "details" / "sections.toml"])
    return compile_form(sections, column, dictionaries(), Phrase("项目详细信息", "Project details"))


@cache
def dictionaries() -> dict[str, Dictionary]:
    """What the codes of the details are called."""
    return load_dictionaries(FOLDER / "details" / "dictionaries.toml")


def judge(scenario: str, values: Any) -> Judgement:
    """What is wrong with a draft of the details, and what it lacks."""
    return form_of(scenario).judge(values)


def prefill(scenario: str, filed: Values) -> dict[str, Any]:
    """The details as the city's one form (一张表单) has them already, without what would be wrong here."""
    form = form_of(scenario)
    rows = {section.key: section.rows for section in form.sections}
    return form.keep({key: part for key, part in filed.items() if key in rows and _fits(part, rows[key])})


def _fits(part: Any, rows: bool) -> bool:
    if rows:
        return isinstance(part, list) and all(isinstance(row, dict) for row in part)
    return isinstance(part, dict)


def complete_example(scenario: str, filed: Values, values: Values) -> dict[str, Any]:
    """A complete document for this very project: what it has, and examples for what it lacks."""
    form = form_of(scenario)
    own = _laid_over(prefill(scenario, filed), values)
    document = _laid_over(form.example({}), own)
    if not own.get("persons"):
        document["persons"] = example_persons(required_disciplines(scenario, traits_of(document)))
    for pointer in form.judge(document).missing:
        _supply(form, document, pointer)
    return document


def _laid_over(below: Values, above: Values) -> dict[str, Any]:
    """Sections of `above` over those of `below`; its rows each over the first row there."""
    merged = dict(below)
    for key, part in above.items():
        under = below.get(key)
        if isinstance(part, list):
            first = under[0] if under else {}
            merged[key] = [{**first, **row} for row in part] or under or []
        else:
            merged[key] = {**(under or {}), **part}
    return merged


def _supply(form: Form, document: dict[str, Any], pointer: str) -> None:
    section, *row, key = pointer.lstrip("/").split("/")
    target = document[section][int(row[0])] if row else document[section]
    target[key] = next(
        field.examples.get(form.column, field.example)
        for part in form.sections
        if part.key == section
        for field in part.fields
        if field.key == key
    )


def titles_of(scenario: str, pointer: str) -> tuple[str, str]:
    """How people call the field or section at a pointer, in Chinese and in English: 单体工程第2行“工程用途”."""
    form = form_of(scenario)
    return form.title_of(pointer), form.title_of(pointer, "en")
