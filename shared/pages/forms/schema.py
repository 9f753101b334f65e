"""JSON Schemas as forms read them: references resolved, `null` left out, conditions judged."""

from collections.abc import Mapping
from math import inf
from typing import Any

Schema = Mapping[str, Any]


def plain(schema: Schema, root: Schema) -> Schema:
    """The schema itself, where it refers to another one or allows null beside one (as pydantic writes them)."""
    while True:
        if "$ref" in schema:
            schema = {**root["$defs"][schema["$ref"].rpartition("/")[2]], **_but(schema, "$ref")}
        elif "anyOf" in schema and (kinds := [one for one in schema["anyOf"] if one.get("type") != "null"]):
            schema = {**_but(schema, "anyOf"), **kinds[0]}
        elif "allOf" in schema and len(schema["allOf"]) == 1 and "$ref" in schema["allOf"][0]:
            schema = {**schema["allOf"][0], **_but(schema, "allOf")}
        else:
            return schema


def required_of(schema: Schema, values: Mapping[str, Any]) -> frozenset[str]:
    """The keys that an object of these values has to have: always, and by the conditions that hold."""
    conditional = (rule["then"] for rule in schema.get("allOf", ()) if "then" in rule and _holds(rule["if"], values))
    return frozenset(schema.get("required", ())).union(*(then.get("required", ()) for then in conditional))


def _holds(condition: Schema, values: Mapping[str, Any]) -> bool:
    there = all(key in values for key in condition.get("required", ()))
    properties = condition.get("properties", {})
    return there and all(_meets(wanted, values[key]) for key, wanted in properties.items() if key in values)


def _meets(wanted: Schema, value: Any) -> bool:
    if "const" in wanted:
        return type(value) is type(wanted["const"]) and bool(value == wanted["const"])
    if "enum" in wanted:
        return value in wanted["enum"]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and wanted.get("exclusiveMinimum", -inf) < value <= wanted.get("maximum", inf)


def _but(schema: Schema, key: str) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name != key}
