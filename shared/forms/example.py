"""A complete document of a form: what its TOML gives as examples, with the facts that are known laid over it."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from shared.forms.layout import Condition, Field, Section


def make_example(sections: Sequence[Section], column: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Every required section, with all its required fields and the optional ones that have an example."""
    document: dict[str, Any] = {}
    for section in sections:
        if column in section.required:
            values = _object(section, column, facts)
            document[section.key] = [values] if section.rows else values
    return document


def _object(section: Section, column: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    shown = [field for field in section.fields if field.shown(column)]
    values = {field.key: value for field in shown if (value := _value(field, column, facts)) is not None}
    unasked = [field.key for field in shown if field.required_when and not holds(field.required_when, values)]
    return {key: value for key, value in values.items() if key not in unasked}


def _value(field: Field, column: str, facts: Mapping[str, Any]) -> Any:
    if field.fact is not None and facts.get(field.fact) is not None:
        return facts[field.fact]
    return field.examples.get(column, field.example)


def holds(condition: Condition, values: Mapping[str, Any]) -> bool:
    """Whether each sibling is there and as wanted; the same as the schema says."""
    return all(key in values and meets(wanted, values[key]) for key, wanted in condition.items())


def meets(wanted: Any, value: Any) -> bool:
    """One sibling: `true`, `"1"`, one of a list, `{above = 0}` or `{at_most = 24}`."""
    if isinstance(wanted, dict):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and wanted.get("above", -inf) < value <= wanted.get("at_most", inf)
    if isinstance(wanted, list):
        return value in wanted
    return bool(value == wanted and type(value) is type(wanted))
