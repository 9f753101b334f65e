"""JSON Schema → `TypedDict`: what the API says is dictionaries, and the type checker knows what is in them."""

import keyword
from typing import Any

from docs.client.documents import Json, needed

_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def models(place: str, document: Json) -> str:
    """The module `shentu.models.PLACE`."""
    schemas = document["components"]["schemas"]
    parts = [_model(name, schemas[name]) for name in model_names(document)]
    return "\n\n".join([
        f'"""What {place} says and hears."""',
        "from __future__ import annotations",  # a class may be named before it is written
        "from typing import Any, Literal, NotRequired, TypedDict",
        *parts,
    ])  # fmt: skip


def model_names(document: Json) -> list[str]:
    """Those that get a class; the forms of uploads are spelt out in the call."""
    schemas = document["components"]["schemas"]
    return [one for one in needed(document) if "properties" in schemas[one] and not one.startswith("Body_")]


def type_of(schema: Any) -> str:
    """As Python writes it."""
    if not isinstance(schema, dict):
        return "Any"
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return f"Literal[{', '.join(map(repr, schema['enum']))}]"
    if "const" in schema:
        return f"Literal[{schema['const']!r}]"
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(dict.fromkeys(type_of(one) for one in schema[several]))
    if schema.get("type") == "array":
        return f"list[{type_of(schema.get('items'))}]"
    if schema.get("type") == "object":
        return f"dict[str, {type_of(schema.get('additionalProperties'))}]"
    return _PLAIN.get(schema.get("type", ""), "Any")


def sentence(text: str) -> str:
    """The first sentence of a description, fit for a docstring."""
    first = " ".join(text.split()).partition(". ")[0].rstrip(".")
    return (first[:100].rpartition(" ")[0] + " …" if len(first) > 100 else first + ".").replace('"', "'")


def _model(name: str, schema: Json) -> str:
    required = set(schema.get("required", ()))
    fields = {
        field: type_of(one) if field in required else f"NotRequired[{type_of(one)}]"
        for field, one in schema["properties"].items()
    }
    if any(map(keyword.iskeyword, fields)):
        listed = ", ".join(f'"{field}": "{type_}"' for field, type_ in fields.items())
        return f'{name} = TypedDict("{name}", {{{listed}}})'
    said = [f'    """{sentence(schema["description"])}"""', ""] if schema.get("description") else []
    return "\n".join([
        f"class {name}(TypedDict):", *said,
        *(f"    {field}: {type_}" for field, type_ in fields.items()),
        *(() if fields or said else ("    pass",)),
    ])  # fmt: skip
