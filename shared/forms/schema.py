"""Sections become one JSON Schema (2020-12) a column."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.forms.layout import Condition, Field, Section
from shared.forms.types import TYPES

_BOUNDS = {"above": "exclusiveMinimum", "at_most": "maximum"}
Dictionaries = Mapping[str, Mapping[str, Any]]


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
        return {"title": section.title, **item}
    least = {"minItems": 1} if column in section.required else {}
    return {"title": section.title, "type": "array", **least, "maxItems": section.max_rows, "items": item}


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
    schema = {"title": field.title, **TYPES[field.type]}
    given = {
        "format": None if field.format_when else field.format,
        "x-unit": field.unit,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "x-decimals": field.places,
        "maxLength": field.length,
        "pattern": field.pattern,
        "x-means": field.means,
        "const": field.const,
    }
    schema |= {keyword: value for keyword, value in given.items() if value is not None}
    if field.pattern and field.example:
        schema["examples"] = [field.example]
    if field.dictionary:
        dictionary = dictionaries[field.dictionary]
        schema |= {"x-labels": dict(dictionary["values"])}
        schema |= {"x-source": dictionary["source"]} if "source" in dictionary else {}
        schema |= {} if field.open else {"enum": list(dictionary["values"])}
    return schema


def _conditional(field: Field, column: str) -> list[dict[str, Any]]:
    rules = []
    if field.required_when and column in field.required:
        rules.append({"if": condition_schema(field.required_when), "then": {"required": [field.key]}})
    if field.format and field.format_when:
        then = {"properties": {field.key: {"title": field.title, "format": field.format}}}
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
