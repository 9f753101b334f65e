"""What a form can be filled with: a complete example, and what is known before anybody has filled anything in."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.forms.layout import Field, Section, holds


def make_example(
    sections: Sequence[Section], column: str, facts: Mapping[str, Any], story: Mapping[str, Any]
) -> dict[str, Any]:
    """Every required section, with all its required fields and the optional ones that have an example.

    A field is as the story has it (None: left out), else as the fact it names, else as its TOML's example.
    """
    document: dict[str, Any] = {}
    for section in sections:
        if column in section.required:
            own = story.get(section.key)
            rows = own or [{}] if section.rows else [own or {}]
            values = [_object(section, column, facts, row) for row in rows]
            document[section.key] = values if section.rows else values[0]
    return document


def make_prefill(sections: Sequence[Section], column: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose fact is known, and those that can only be one thing; sections of rows have none."""
    document: dict[str, Any] = {}
    for section in sections:
        if section.shown(column) and not section.rows:
            shown = [field for field in section.fields if field.shown(column)]
            values = {field.key: value for field in shown if (value := _known(field, facts)) is not None}
            if values.keys() - {field.key for field in shown if field.const}:
                document[section.key] = values
    return document


def _known(field: Field, facts: Mapping[str, Any]) -> Any:
    return field.const if field.const is not None else facts.get(field.fact or "")


def _object(section: Section, column: str, facts: Mapping[str, Any], story: Mapping[str, Any]) -> dict[str, Any]:
    shown = [field for field in section.fields if field.shown(column)]
    values = {field.key: value for field in shown if (value := _value(field, column, facts, story)) is not None}
    unasked = [field.key for field in shown if field.required_when and not holds(field.required_when, values)]
    return {key: value for key, value in values.items() if key not in unasked}


def _value(field: Field, column: str, facts: Mapping[str, Any], story: Mapping[str, Any]) -> Any:
    if field.key in story:
        return story[field.key]
    if field.fact is not None and facts.get(field.fact) is not None:
        return facts[field.fact]
    return field.examples.get(column, field.example)
