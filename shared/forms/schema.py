"""Sections become one JSON Schema (2020-12) a column.

What people read stands there in Chinese and in English: `title` and `x-title-en`, a dictionary's `x-labels` and
`x-labels-en`, `x-unit` and `x-unit-en`, and what a pattern asks for in both under `x-means`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shared.forms.layout import Condition, Dictionaries, Dictionary, Field, Section, load_toml
from shared.forms.types import TYPES

UNITS: dict[str, str] = load_toml(Path(__file__).parent / "units.toml")
_BOUNDS = {"above": "exclusiveMinimum", "at_most": "maximum"}


def compile_schema(sections: Sequence[Section], column: str, dictionaries: Dictionaries) -> dict[str, Any]:
    """The schema of the complete form: what is required, too."""
    shown = [section for section in sections if section.shown(column)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "required": [section.key for section in shown if column in section.required],
        "properties": {section.key: _section(section, column, dictionaries) for section in shown},
    }


def _section(section: Section, column: str, dictionaries: Dictionaries) -> dict[str, Any]:
    item = _object(section, column, dictionaries)
    if not section.rows:
        return {**title_keywords(section.title, section.en), **item}
    least = {"minItems": 1} if column in section.required else {}
    titles = title_keywords(section.title, section.en)
    return {**titles, "type": "array", **least, "maxItems": section.max_rows, "items": item}


def _object(section: Section, column: str, dictionaries: Dictionaries) -> dict[str, Any]:
    shown = [field for field in section.fields if field.shown(column)]
    required = [field.key for field in shown if column in field.required and not field.required_when]
    rules = [rule for field in shown for rule in _conditional(field, column)]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": {field.key: _field(field, dictionaries) for field in shown},
        **({"allOf": rules} if rules else {}),
    }


def _field(field: Field, dictionaries: Dictionaries) -> dict[str, Any]:
    schema = {**title_keywords(field.title, field.en), **TYPES[field.type]}
    given = {
        "format": None if field.format_when else field.format,
        "x-unit": field.unit,
        "x-unit-en": field.unit and UNITS[field.unit],
        "minimum": field.minimum,
        "maximum": field.maximum,
        "x-decimals": field.places,
        "maxLength": field.length,
        "pattern": field.pattern,
        "x-means": field.means,
        "const": field.const,
        "x-sensitive": "name" if field.personal else None,
    }
    schema |= {keyword: value for keyword, value in given.items() if value is not None}
    if field.pattern and field.example:
        schema["examples"] = [field.example]
    if field.dictionary:
        dictionary = dictionaries[field.dictionary]
        schema |= _labels(dictionary)
        schema |= {} if field.open else {"enum": list(dictionary.values)}
    return schema


def title_keywords(title: str, en: str) -> dict[str, str]:
    """What a form, a section or a field is called."""
    return {"title": title, "x-title-en": en}


def _labels(dictionary: Dictionary) -> dict[str, Any]:
    labels = {
        "x-labels": {code: label.zh for code, label in dictionary.values.items()},
        "x-labels-en": {code: label.en for code, label in dictionary.values.items()},
    }
    return labels if dictionary.source is None else labels | {"x-source": dictionary.source}


def _conditional(field: Field, column: str) -> list[dict[str, Any]]:
    rules = []
    if field.required_when and column in field.required:
        rules.append({"if": condition_schema(field.required_when), "then": {"required": [field.key]}})
    if field.format and field.format_when:
        titles = title_keywords(field.title, field.en)
        then = {"properties": {field.key: {**titles, "format": field.format}}}
        rules.append({"if": condition_schema(field.format_when), "then": then})
    return rules


def condition_schema(condition: Condition) -> dict[str, Any]:
    """`{usage = ["700"], floors_down = {above = 0}}` as a schema that holds only where each sibling is there."""
    return {"required": list(condition), "properties": {key: _wanted(wanted) for key, wanted in condition.items()}}


def _wanted(wanted: Any) -> dict[str, Any]:
    if isinstance(wanted, dict):
        return {"type": "number", **{_BOUNDS[bound]: value for bound, value in wanted.items()}}
    if isinstance(wanted, list):
        return {"enum": wanted}
    return {"const": wanted}
