"""What an event of a type says, empty: to be filled in by hand."""

from collections.abc import Mapping
from typing import Any

from shared.events.base import Event

_EMPTY: Mapping[str, Any] = {"string": "", "integer": 0, "number": 0, "boolean": False, "array": [], "object": {}}


def skeleton_of(kind: type[Event]) -> dict[str, Any]:
    """Every field that must be there, as its schema has it."""
    schema = kind.model_json_schema()
    return _object(schema, schema.get("$defs", {}))


def _object(schema: Mapping[str, Any], named: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(schema["properties"][name], named) for name in schema.get("required", ())}


def _value(schema: Mapping[str, Any], named: Mapping[str, Any]) -> Any:
    if "$ref" in schema:
        schema = named[str(schema["$ref"]).rpartition("/")[2]]
    if "properties" in schema:
        return _object(schema, named)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("format") == "date-time":
        return "2026-05-18T09:00:00+08:00"
    return _EMPTY.get(str(schema.get("type")), None)
