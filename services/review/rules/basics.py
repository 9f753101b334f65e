"""基本信息 (S20): the few fields of the details that come first, as a form of its own (details/basics.toml)."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from services.review.rules.data import load
from services.review.rules.details import complete_example, dictionaries, form_of
from shared.forms import Form, Judgement, Section, compile_form
from shared.phrase import Phrase

Values = Mapping[str, Any]
_FIRST: dict[str, list[str]] = load("details/basics")["fields"]


def judge_basics(scenario: str, values: Any) -> Judgement:
    """What is wrong with a draft of the basic information, and what it lacks."""
    return basics_of(scenario).judge(values)


def basics_in(scenario: str, details: Values) -> dict[str, Any]:
    """The basic information as it stands in the details."""
    return basics_of(scenario).keep(details)


def laid_into(scenario: str, details: Values, basics: Values) -> dict[str, Any]:
    """The details with this basic information and no other."""
    laid = {key: _without(details.get(key, {}), names) | dict(basics.get(key, {})) for key, names in _FIRST.items()}
    return {**details, **laid}


def basics_example(scenario: str, filed: Values, details: Values) -> dict[str, Any]:
    """Complete basic information for this very project: what it has, and examples for what it lacks."""
    return basics_of(scenario).keep(complete_example(scenario, filed, details))


@cache
def basics_of(scenario: str) -> Form:
    """The form of a scenario (情形)."""
    details = form_of(scenario)
    sections = [_some(section) for section in details.sections if section.key in _FIRST]
    return compile_form(sections, details.column, dictionaries(), Phrase("基本信息", "Basic information"))


def _some(section: Section) -> Section:
    return replace(section, fields=tuple(field for field in section.fields if field.key in _FIRST[section.key]))


def _without(part: Values, names: list[str]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in names}
