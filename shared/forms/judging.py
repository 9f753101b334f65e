"""What is wrong with a document and what it lacks, found field by field as the form's schema has it.

By hand, since a general validator takes a hundred times as long for a list of rows: limits come before rows, and
whatever somebody sends, each value is looked at once. A test holds it against a general validator.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.forms.layout import Condition, Field, Section, holds
from shared.forms.types import FORMATS, LONGEST_FORMAT, decimals, is_integer, is_number
from shared.values.text import is_printable

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """`keyword` of the `schema` is not kept at `path`, which ends with the field's key even when that is not there."""

    path: Path
    keyword: str
    schema: Mapping[str, Any]
    value: Any = None


Judge = Callable[[Any, Path], Iterator[Finding]]

_TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": is_integer,
    "number": is_number,
    "boolean": lambda value: isinstance(value, bool),
}
_KEYWORDS: dict[str, Callable[[Any], Callable[[Any], object]]] = {
    "enum": lambda wanted: frozenset(wanted).__contains__,
    "const": lambda wanted: lambda value: bool(value == wanted),
    "minimum": lambda least: lambda value: bool(value >= least),
    "maximum": lambda most: lambda value: bool(value <= most),
    "x-decimals": lambda most: lambda value: decimals(value) <= most,
    "maxLength": lambda most: lambda value: len(value) <= most,
    "pattern": lambda pattern: re.compile(pattern).search,
    "format": lambda name: lambda value: _is_formatted(name, value),
    "x-printable": lambda _: is_printable,
}


def judge_of(sections: Sequence[Section], column: str, schema: Mapping[str, Any]) -> Judge:
    """The judge of whole documents of this schema, which was compiled from these sections."""
    parts = schema["properties"]
    return _object(
        schema, {part.key: _section(part, column, parts[part.key]) for part in sections if part.key in parts}
    )


def _section(section: Section, column: str, schema: Mapping[str, Any]) -> Judge:
    if not section.rows:
        return _fields(section, column, schema)
    return _rows(_fields(section, column, schema["items"]), schema)


def _rows(row: Judge, schema: Mapping[str, Any]) -> Judge:
    least, most = schema.get("minItems", 0), schema["maxItems"]

    def judge(values: Any, path: Path) -> Iterator[Finding]:
        if not isinstance(values, list):
            yield Finding(path, "type", schema)
        elif len(values) > most:
            yield Finding(path, "maxItems", schema)  # and nobody looks at that many
        elif len(values) < least:
            yield Finding(path, "minItems", schema)
        else:
            for number, value in enumerate(values):
                yield from row(value, (*path, number))

    return judge


def _fields(section: Section, column: str, schema: Mapping[str, Any]) -> Judge:
    shown = [field for field in section.fields if field.shown(column)]
    whole = _object(schema, {key: _field(field) for key, field in schema["properties"].items()})
    conditions = [pair for field in shown for pair in _conditional(field, column, schema)]

    def judge(values: Any, path: Path) -> Iterator[Finding]:
        yield from whole(values, path)
        if isinstance(values, dict):
            for condition, then in conditions:
                if holds(condition, values):
                    yield from then(values, path)

    return judge if conditions else whole


def _object(schema: Mapping[str, Any], members: Mapping[str, Judge]) -> Judge:
    required = frozenset(schema["required"])

    def judge(values: Any, path: Path) -> Iterator[Finding]:
        if not isinstance(values, dict):
            yield Finding(path, "type", schema)
            return
        for key, member in members.items():
            if key in values:
                yield from member(values[key], (*path, key))
            elif key in required:
                yield Finding((*path, key), "required", schema)
        for key in values:
            if key not in members:
                yield Finding((*path, key), "additionalProperties", schema)

    return judge


def _field(schema: Mapping[str, Any]) -> Judge:
    fits = _TYPES[schema["type"]]
    checks = [(keyword, make(schema[keyword])) for keyword, make in _KEYWORDS.items() if keyword in schema]

    def judge(value: Any, path: Path) -> Iterator[Finding]:
        if not fits(value):
            yield Finding(path, "type", schema)
            return
        for keyword, is_kept in checks:
            if not is_kept(value):
                yield Finding(path, keyword, schema, value)

    return judge


def _conditional(field: Field, column: str, schema: Mapping[str, Any]) -> Iterator[tuple[Condition, Judge]]:
    if field.required_when and column in field.required:
        yield field.required_when, _required(field.key, schema)
    if field.format and field.format_when:
        yield field.format_when, _formatted(field.key, field.format)


def _required(key: str, schema: Mapping[str, Any]) -> Judge:
    def judge(values: Any, path: Path) -> Iterator[Finding]:
        if key not in values:
            yield Finding((*path, key), "required", schema)

    return judge


def _formatted(key: str, name: str) -> Judge:
    def judge(values: Any, path: Path) -> Iterator[Finding]:
        if isinstance(values.get(key), str) and not _is_formatted(name, values[key]):
            yield Finding((*path, key), "format", {"format": name}, values[key])

    return judge


def _is_formatted(name: str, value: str) -> bool:
    return len(value) <= LONGEST_FORMAT and FORMATS[name].fault(value) is None
