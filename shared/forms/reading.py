"""Names and identifiers of a form as they are kept: each in the one form of its kind, however it was typed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.forms.layout import Section
from shared.values.canonical import KINDS

Readers = Mapping[str, Callable[[str], str]]


def read_values(sections: Sequence[Section], values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a document with them read. What is no section, no row or no text stays, to be refused as it is."""
    known = {section.key: section for section in sections}
    return {key: _part(known[key], part) if key in known else part for key, part in values.items()}


def _part(section: Section, part: Any) -> Any:
    readers = {field.key: KINDS[field.type].read for field in section.fields if field.type in KINDS}
    if isinstance(part, list) and len(part) <= section.max_rows:
        return [_read(readers, row) for row in part]
    return _read(readers, part)


def _read(readers: Readers, row: Any) -> Any:
    if not isinstance(row, dict):
        return row
    return {
        key: readers[key](value) if key in readers and isinstance(value, str) else value for key, value in row.items()
    }
